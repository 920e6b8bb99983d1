package dev.carve.sampler.http;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.Topics;
import dev.carve.sampler.replay.CarverQuestion;
import dev.carve.sampler.replay.CarverSearch;
import dev.carve.sampler.replay.RebuiltStep;
import dev.carve.sampler.replay.StepReconstruction;
import dev.carve.sampler.sampling.FrameEvaluation;
import dev.carve.sampler.sampling.FrameView;
import dev.carve.sampler.sampling.NeuronChoice;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.concurrent.Callable;

/// Answers what is asked about single steps, exactly: parameters and frames of any step, also of
/// one that was never published, the minibatch of a step, and which minibatches carved a neuron's
/// surface.
final class StepHandler {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";
  private static final int DEFAULT_TOP = 10;

  private final StepReconstruction steps;
  private final CarverSearch carvers;
  private final int gridPoints;
  private final WorkerExecutor workers;

  StepHandler(
      StepReconstruction steps, CarverSearch carvers, int gridPoints, WorkerExecutor workers) {
    this.steps = steps;
    this.carvers = carvers;
    this.gridPoints = gridPoints;
    this.workers = workers;
  }

  /// Adds its addresses; before those of frames that need not be exact.
  void install(Router router) {
    router.get("/runs/:run/steps/:step").handler(this::parameters);
    router.get("/runs/:run/steps/:step/minibatch").handler(this::minibatch);
    router.get("/runs/:run/parameters/:step").handler(this::bareParameters);
    router.get("/runs/:run/carvers").handler(this::carvers);
    router.get("/runs/:run/frames/:step").handler(this::exactFrame);
  }

  /// Parameters of a step: a snapshot with all that the next step needs as Protobuf, or JSON.
  private void parameters(RoutingContext context) {
    String run = RunHandler.run(context);
    long step = step(context);
    if (wantsProtobuf(context.request())) {
      answer(context, PROTOBUF, () -> encoded(steps.toGoOnFrom(run, step).snapshot()));
    } else {
      answer(context, JSON, () -> StepDocument.of(steps.at(run, step)).toBuffer());
    }
  }

  private void bareParameters(RoutingContext context) {
    String run = RunHandler.run(context);
    long step = step(context);
    RunFileHandler.attach(context, "%s-%d.json".formatted(run, step));
    answer(context, JSON, () -> StepDocument.ofParameters(steps.at(run, step)).toBuffer());
  }

  private static Buffer encoded(ParameterSnapshot snapshot) {
    return Buffer.buffer(Topics.SNAPSHOTS.codec().encode(snapshot));
  }

  private void minibatch(RoutingContext context) {
    String run = RunHandler.run(context);
    long step = step(context);
    answer(
        context,
        JSON,
        () -> {
          try {
            return StepDocument.of(run, steps.minibatchOf(run, step)).toBuffer();
          } catch (IllegalArgumentException e) {
            throw new BadRequestException(String.valueOf(e.getMessage()));
          }
        });
  }

  private void exactFrame(RoutingContext context) {
    if (!"true".equals(context.request().getParam("exact"))) {
      context.next();
      return;
    }
    String run = RunHandler.run(context);
    long step = step(context);
    FrameView view = Query.view(context.request());
    answer(context, PROTOBUF, () -> frame(steps.at(run, step), view));
  }

  private Buffer frame(RebuiltStep step, FrameView view) {
    FrameEvaluation evaluation = new FrameEvaluation(gridPoints, view);
    return Buffer.buffer(Topics.FRAMES.codec().encode(evaluation.evaluate(step.toEntry())));
  }

  private void carvers(RoutingContext context) {
    CarverQuestion question = question(context);
    answer(
        context,
        JSON,
        () -> {
          try {
            return StepDocument.of(carvers.rank(question)).toBuffer();
          } catch (IllegalArgumentException e) {
            throw new BadRequestException(String.valueOf(e.getMessage()));
          }
        });
  }

  private static CarverQuestion question(RoutingContext context) {
    HttpServerRequest request = context.request();
    NeuronChoice neuron = NeuronChoice.parse(Query.required(request, "neuron"));
    try {
      return new CarverQuestion(
          RunHandler.run(context),
          neuron,
          Query.requiredStep(request, "from"),
          Query.requiredStep(request, "to"),
          Math.toIntExact(Query.wholeNumber(request, "top", DEFAULT_TOP)));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new BadRequestException(String.valueOf(e.getMessage()));
    }
  }

  private static boolean wantsProtobuf(HttpServerRequest request) {
    String accepted = Objects.requireNonNullElse(request.getHeader("accept"), "");
    return accepted.contains(PROTOBUF);
  }

  private static long step(RoutingContext context) {
    return Query.step(Objects.requireNonNull(context.pathParam("step")));
  }

  private void answer(RoutingContext context, String type, Callable<Buffer> body) {
    workers
        .executeBlocking(body, false)
        .onSuccess(buffer ->
            context
                .response()
                .putHeader("content-type", type)
                .putHeader("cache-control", "no-store")
                .end(buffer))
        .onFailure(context::fail);
  }
}
