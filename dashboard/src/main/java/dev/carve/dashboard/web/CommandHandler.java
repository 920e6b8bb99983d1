package dev.carve.dashboard.web;

import dev.carve.core.event.ControlCommand;
import dev.carve.dashboard.live.LiveModels;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/// Has a command for one model carried out, and answers with what happened.
final class CommandHandler implements Handler<RoutingContext> {
  private final LiveModels<EncodedFrame> models;
  private final TrainerClient trainer;
  private final InstantSource clock;

  CommandHandler(LiveModels<EncodedFrame> models, TrainerClient trainer, InstantSource clock) {
    this.models = models;
    this.trainer = trainer;
    this.clock = clock;
  }

  @Override
  public void handle(RoutingContext context) {
    String model = KnownModel.of(context, models).name();
    trainer
        .ask(context, command(model, JsonBody.of(context)))
        .onSuccess(event -> JsonAnswer.send(context, 200, Messages.listedEvent(event)))
        .onFailure(context::fail);
  }

  private ControlCommand command(String model, JsonBody body) {
    String id = UUID.randomUUID().toString();
    Instant now = clock.instant();
    String type = body.text("type");
    return switch (type) {
      case "freeze" -> plain(id, model, ControlCommand.Type.FREEZE, body);
      case "unfreeze" -> plain(id, model, ControlCommand.Type.UNFREEZE, body);
      case "reset" -> plain(id, model, ControlCommand.Type.RESET, body);
      case "set-learning-rate" ->
          ControlCommand.setLearningRate(
              id,
              model,
              body.allow("type", "learningRate")
                  .number("learningRate", Float.MIN_VALUE, Float.MAX_VALUE),
              now);
      case "take-steps" ->
          ControlCommand.takeSteps(
              id,
              model,
              (int) body.allow("type", "steps").wholeNumber("steps", 1, ControlCommand.MOST_STEPS),
              now);
      default ->
          throw JsonBody.bad(
              "type must be freeze, unfreeze, reset, set-learning-rate or take-steps: type="
                  + type);
    };
  }

  private ControlCommand plain(String id, String model, ControlCommand.Type type, JsonBody body) {
    body.allow("type");
    return ControlCommand.of(id, model, type, clock.instant());
  }
}
