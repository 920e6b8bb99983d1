package dev.carve.dashboard.web;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.MalformedEventException;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.Topics;
import dev.carve.core.network.ModelSpec;
import dev.carve.dashboard.live.LiveModels;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.UUID;

/// Makes a new model that goes on from a step of a recorded run, with other settings.
///
/// The sampler gives the step, with all that the next one needs; the trainer gets it with the
/// command.
final class ForkHandler implements Handler<RoutingContext> {
  private static final String PROTOBUF = "application/x-protobuf";

  private final LiveModels<EncodedFrame> models;
  private final SamplerClient sampler;
  private final TrainerClient trainer;
  private final InstantSource clock;

  ForkHandler(
      LiveModels<EncodedFrame> models,
      SamplerClient sampler,
      TrainerClient trainer,
      InstantSource clock) {
    this.models = models;
    this.sampler = sampler;
    this.trainer = trainer;
    this.clock = clock;
  }

  @Override
  public void handle(RoutingContext context) {
    String model = KnownModel.of(context, models).name();
    JsonBody body =
        JsonBody.of(context)
            .allow(
                "run",
                "step",
                "name",
                ForkedSpec.LEARNING_RATE,
                ForkedSpec.OPTIMIZER,
                ForkedSpec.SCHEDULE,
                ForkedSpec.CLIP_NORM,
                ForkedSpec.BATCH_SIZE);
    String run = body.text("run");
    long step = body.wholeNumber("step", 0, Long.MAX_VALUE);
    String name = body.text("name");
    KnownModel.requireNone(name, models);
    sampler
        .get(RunHandler.runPath(run) + "/steps/" + step, PROTOBUF)
        .compose(answer -> answer.body())
        .compose(snapshot ->
            context.vertx().executeBlocking(() -> fork(snapshot, model, name, body), false))
        .compose(fork ->
            trainer
                .ask(context, fork.command())
                .onSuccess(begun -> CreatedModel.send(context, fork.spec(), begun)))
        .onFailure(context::fail);
  }

  /// What is asked of the trainer.
  ///
  /// @param spec of the new model
  /// @param command with the step to go on from
  private record Fork(ModelSpec spec, ControlCommand command) {}

  private Fork fork(Buffer protobuf, String model, String name, JsonBody body) {
    ParameterSnapshot origin = decode(protobuf);
    if (!origin.model().equals(model)) {
      throw JsonBody.bad(
          "run must be one of the model's: run=%s, model=%s, model of the run=%s"
              .formatted(origin.run(), model, origin.model()));
    }
    ModelSpec spec = ForkedSpec.of(SpecBody.parse(origin.spec()), name, body);
    return new Fork(
        spec,
        ControlCommand.fork(
            UUID.randomUUID().toString(), name, spec.toYaml(), origin, clock.instant()));
  }

  private static ParameterSnapshot decode(Buffer protobuf) {
    try {
      return Topics.SNAPSHOTS.codec().decode(protobuf.getBytes());
    } catch (MalformedEventException e) {
      throw new ProblemException(
          Problem.of(502, "the sampler sent what is no snapshot: " + e.getMessage()));
    }
  }
}
