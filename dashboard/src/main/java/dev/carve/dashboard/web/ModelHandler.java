package dev.carve.dashboard.web;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.network.ModelSpec;
import dev.carve.dashboard.live.LiveModel;
import dev.carve.dashboard.live.LiveModels;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Lists, shows and creates models, and lists what happened to them.
final class ModelHandler {
  private static final int EVENTS_LISTED = 200;

  private final LiveModels<EncodedFrame> models;
  private final TrainerClient trainer;
  private final InstantSource clock;

  ModelHandler(LiveModels<EncodedFrame> models, TrainerClient trainer, InstantSource clock) {
    this.models = models;
    this.trainer = trainer;
    this.clock = clock;
  }

  /// All models, by name.
  void list(RoutingContext context) {
    JsonArray list = new JsonArray();
    models.all().forEach(model -> list.add(Messages.listedModel(model)));
    JsonAnswer.send(context, 200, new JsonObject().put("models", list));
  }

  /// One model with its spec.
  void show(RoutingContext context) {
    JsonAnswer.send(context, 200, Messages.shownModel(KnownModel.of(context, models)));
  }

  /// The newest events, newest first, of one model or of all.
  void events(RoutingContext context) {
    String name = context.request().getParam("model");
    Stream<LiveModel<EncodedFrame>> of =
        name == null ? models.all().stream() : Stream.of(KnownModel.named(name, models));
    List<ModelEvent> newest =
        of.flatMap(model -> model.events().reversed().stream())
            .sorted(Comparator.comparing(ModelEvent::time).reversed())
            .limit(EVENTS_LISTED)
            .toList();
    JsonArray events = new JsonArray();
    newest.forEach(event -> events.add(Messages.listedEvent(event)));
    JsonAnswer.send(context, 200, new JsonObject().put("events", events));
  }

  /// Creates a model from the spec in the body, and answers when the trainer has.
  void create(RoutingContext context) {
    ModelSpec spec = SpecBody.of(context);
    KnownModel.requireNone(spec.name(), models);
    ControlCommand command =
        ControlCommand.create(
            UUID.randomUUID().toString(), spec.name(), spec.toYaml(), clock.instant());
    trainer
        .ask(context, command)
        .onSuccess(begun -> CreatedModel.send(context, spec, begun))
        .onFailure(context::fail);
  }

  /// Reads a spec and says how it is understood, creating nothing.
  void check(RoutingContext context) {
    JsonAnswer.send(context, 200, SpecBody.judged(context));
  }
}
