package dev.carve.dashboard.web;

import dev.carve.core.event.Example;
import dev.carve.dashboard.example.CsvExamples;
import dev.carve.dashboard.example.ExampleShape;
import dev.carve.dashboard.example.JsonExamples;
import dev.carve.dashboard.example.UnfitExampleException;
import dev.carve.dashboard.live.ExampleSender;
import dev.carve.dashboard.live.LiveModel;
import dev.carve.dashboard.live.LiveModels;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Takes examples for a model: all of a body, or none.
final class ExampleHandler implements Handler<RoutingContext> {
  private static final Set<String> JSON_TYPES =
      Set.of("", "application/x-ndjson", "application/jsonl", "application/json");
  private static final String CSV_TYPE = "text/csv";

  private final LiveModels<EncodedFrame> models;
  private final ExampleSender examples;

  ExampleHandler(LiveModels<EncodedFrame> models, ExampleSender examples) {
    this.models = models;
    this.examples = examples;
  }

  @Override
  public void handle(RoutingContext context) {
    LiveModel<EncodedFrame> model = KnownModel.of(context, models);
    ExampleShape shape = new ExampleShape(KnownModel.takingExamples(model));
    String mediaType = mediaType(context);
    String label = Objects.requireNonNullElse(context.request().getParam("label"), "label");
    byte[] body = Objects.requireNonNullElseGet(context.body().buffer(), Buffer::buffer).getBytes();
    context
        .vertx()
        .executeBlocking(
            () ->
                checked(
                    mediaType.equals(CSV_TYPE)
                        ? CsvExamples.read(body, label, shape)
                        : JsonExamples.read(body, shape)),
            false)
        .recover(failure -> Future.failedFuture(problem(failure)))
        .compose(read -> publish(context, model.name(), read))
        .onSuccess(
            accepted -> JsonAnswer.send(context, 202, new JsonObject().put("accepted", accepted)))
        .onFailure(context::fail);
  }

  private static String mediaType(RoutingContext context) {
    String mediaType = MediaType.of(context);
    if (!mediaType.equals(CSV_TYPE) && !JSON_TYPES.contains(mediaType)) {
      throw new ProblemException(
          Problem.of(
              415,
              "examples must come as application/x-ndjson, application/json or text/csv: content-type="
                  + mediaType));
    }
    return mediaType;
  }

  private static List<Example> checked(List<Example> read) {
    if (read.isEmpty()) {
      throw JsonBody.bad("the body must hold at least one example: examples=0");
    }
    return read;
  }

  private static Throwable problem(Throwable failure) {
    return failure instanceof UnfitExampleException unfit
        ? new ProblemException(
            Problem.of(
                    400,
                    "unfit-example",
                    "Unfit example",
                    "line %d: %s".formatted(unfit.line(), unfit.getMessage()))
                .with("line", unfit.line()))
        : failure;
  }

  private Future<Integer> publish(RoutingContext context, String model, List<Example> read) {
    return Future.fromCompletionStage(
            examples.publish(model, read), context.vertx().getOrCreateContext())
        .recover(failure ->
            Future.failedFuture(
                new ProblemException(
                    Problem.of(
                        503,
                        "kafka-unavailable",
                        "Kafka unavailable",
                        "not all examples could be written to Kafka: " + failure.getMessage()))));
  }
}
