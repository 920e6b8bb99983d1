package dev.carve.dashboard.web;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.network.InvalidModelSpecException;
import dev.carve.core.network.ModelSpec;
import dev.carve.dashboard.live.LiveModel;
import dev.carve.dashboard.live.LiveModels;
import dev.carve.dashboard.live.LiveSpec;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// Lists, shows and creates models, and lists what happened to them.
final class ModelHandler {
  private static final int EVENTS_LISTED = 200;
  private static final Set<String> SPEC_TYPES =
      Set.of("", "application/yaml", "application/x-yaml", "text/yaml", "text/plain");

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
    ModelSpec spec = parse(context);
    if (models.find(spec.name()).isPresent()) {
      throw new ProblemException(
          TrainerClient.rejected("a model of this name exists: model=" + spec.name()));
    }
    ControlCommand command =
        ControlCommand.create(
            UUID.randomUUID().toString(), spec.name(), spec.toYaml(), clock.instant());
    trainer
        .ask(context, command)
        .onSuccess(answer -> answer(context, spec, answer))
        .onFailure(context::fail);
  }

  private static ModelSpec parse(RoutingContext context) {
    String mediaType = MediaType.of(context);
    if (!SPEC_TYPES.contains(mediaType)) {
      throw new ProblemException(
          Problem.of(415, "a spec must come as application/yaml: content-type=" + mediaType));
    }
    try {
      return ModelSpec.parse(
          Optional.ofNullable(context.body().asString(StandardCharsets.UTF_8.name())).orElse(""));
    } catch (InvalidModelSpecException e) {
      throw new ProblemException(invalid(e));
    }
  }

  private void answer(RoutingContext context, ModelSpec spec, ModelEvent answer) {
    LiveModel<EncodedFrame> created =
        new LiveModel<>(
            spec.name(),
            new LiveSpec(spec.toYaml(), spec),
            answer.lineage(),
            null,
            0,
            null,
            List.of(answer),
            1);
    context
        .response()
        .putHeader(
            HttpHeaders.LOCATION,
            "/api/models/" + URLEncoder.encode(spec.name(), StandardCharsets.UTF_8));
    JsonAnswer.send(context, 201, Messages.shownModel(created));
  }

  private static Problem invalid(InvalidModelSpecException e) {
    JsonArray mistakes = new JsonArray();
    e.mistakes()
        .forEach(mistake ->
            mistakes.add(new JsonObject().put("line", mistake.line()).put("text", mistake.text())));
    return Problem.of(400, "invalid-spec", "Invalid model spec", String.valueOf(e.getMessage()))
        .with("mistakes", mistakes);
  }
}
