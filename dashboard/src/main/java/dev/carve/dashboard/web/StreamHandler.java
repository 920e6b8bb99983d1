package dev.carve.dashboard.web;

import dev.carve.core.network.ModelSpec;
import dev.carve.dashboard.live.LiveModels;
import dev.carve.dashboard.stream.DemoStreams;
import dev.carve.dashboard.stream.FedStream;
import dev.carve.dashboard.stream.StreamExistsException;
import dev.carve.dashboard.stream.StreamKind;
import dev.carve.dashboard.stream.StreamRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/// Shows, starts, paces and stops the streams that a demo feeds to models.
final class StreamHandler {
  private static final double FASTEST = 1e6;
  private static final double LOUDEST = 100;
  private static final long USUAL_SEED = 1;

  private final LiveModels<EncodedFrame> models;
  private final DemoStreams streams;

  StreamHandler(LiveModels<EncodedFrame> models, DemoStreams streams) {
    this.models = models;
    this.streams = streams;
  }

  /// What is fed, and what could be.
  void list(RoutingContext context) {
    context
        .vertx()
        .executeBlocking(this::all, false)
        .onSuccess(all -> JsonAnswer.send(context, 200, all))
        .onFailure(context::fail);
  }

  private JsonObject all() {
    JsonArray fed = new JsonArray();
    streams.fed().forEach(stream -> fed.add(json(stream)));
    JsonArray available = new JsonArray();
    streams.kinds().forEach(kind -> available.add(json(kind)));
    return new JsonObject().put("streams", fed).put("available", available);
  }

  /// Feeds a stream to a model that is fed none.
  void start(RoutingContext context) {
    if (streams.kinds().isEmpty()) {
      throw noStreams();
    }
    JsonBody body =
        JsonBody.of(context).allow("model", "stream", "minibatchesPerSecond", "noise", "seed");
    ModelSpec model = KnownModel.takingExamples(KnownModel.named(body.text("model"), models));
    StreamKind kind = kind(body.text("stream"));
    checkFit(model, kind);
    StreamRequest request =
        new StreamRequest(
            kind.name(),
            rate(body),
            body.has("noise") ? body.number("noise", 0, LOUDEST) : kind.usualNoise(),
            body.has("seed")
                ? body.wholeNumber("seed", Long.MIN_VALUE, Long.MAX_VALUE)
                : USUAL_SEED);
    context
        .vertx()
        .executeBlocking(() -> json(streams.start(model, request)), false)
        .onSuccess(fed -> JsonAnswer.send(context, 201, fed))
        .onFailure(failure -> context.fail(problem(failure)));
  }

  /// Makes a stream faster or slower.
  void setRate(RoutingContext context) {
    String model = PathParameter.of(context, "model");
    double rate = rate(JsonBody.of(context).allow("minibatchesPerSecond"));
    context
        .vertx()
        .executeBlocking(
            () -> json(streams.setRate(model, rate).orElseThrow(() -> notFed(model))), false)
        .onSuccess(fed -> JsonAnswer.send(context, 200, fed))
        .onFailure(context::fail);
  }

  /// Feeds a model no more.
  void stop(RoutingContext context) {
    String model = PathParameter.of(context, "model");
    context
        .vertx()
        .executeBlocking(() -> streams.stop(model), false)
        .onSuccess(fed -> {
          if (fed) {
            context.response().setStatusCode(204).end();
          } else {
            context.fail(notFed(model));
          }
        })
        .onFailure(context::fail);
  }

  private static Throwable problem(Throwable failure) {
    return failure instanceof StreamExistsException
        ? new ProblemException(TrainerClient.rejected(String.valueOf(failure.getMessage())))
        : failure;
  }

  private static double rate(JsonBody body) {
    return body.number("minibatchesPerSecond", 0, FASTEST);
  }

  private StreamKind kind(String name) {
    List<StreamKind> kinds = streams.kinds();
    return kinds.stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            JsonBody.bad(
                "stream must be one of %s: stream=%s"
                    .formatted(
                        String.join(", ", kinds.stream().map(StreamKind::name).toList()), name)));
  }

  private static void checkFit(ModelSpec model, StreamKind kind) {
    if (model.inputs().size() != kind.inputs() || model.classes().size() < kind.classes().size()) {
      throw JsonBody.bad(
          "the model must have the stream's %d inputs and at least its %d classes: inputs=%d, classes=%d"
              .formatted(
                  kind.inputs(),
                  kind.classes().size(),
                  model.inputs().size(),
                  model.classes().size()));
    }
  }

  private ProblemException notFed(String model) {
    return streams.kinds().isEmpty()
        ? noStreams()
        : new ProblemException(
            Problem.of(404, "the model is fed no stream by this process: model=" + model));
  }

  private static ProblemException noStreams() {
    return new ProblemException(
        Problem.of(
            404,
            "no-demo-streams",
            "No demo streams",
            "this Carve has no demo streams; feed a model with `carve feed`, or through the topic carve.examples"));
  }

  private static JsonObject json(FedStream fed) {
    return new JsonObject()
        .put("model", fed.model())
        .put("stream", fed.stream().stream())
        .put("minibatchesPerSecond", fed.stream().minibatchesPerSecond())
        .put("noise", fed.stream().noise())
        .put("seed", fed.stream().seed())
        .put("running", fed.running());
  }

  private static JsonObject json(StreamKind kind) {
    return new JsonObject()
        .put("name", kind.name())
        .put("description", kind.description())
        .put("inputs", kind.inputs())
        .put("classes", new JsonArray(List.copyOf(kind.classes())))
        .put("noise", kind.usualNoise());
  }
}
