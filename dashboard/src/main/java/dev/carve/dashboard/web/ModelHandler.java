package dev.carve.dashboard.web;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.network.InvalidModelSpecException;
import dev.carve.core.network.ModelSpec;
import dev.carve.dashboard.live.CommandSender;
import dev.carve.dashboard.live.LiveModel;
import dev.carve.dashboard.live.LiveModels;
import dev.carve.dashboard.live.LiveSpec;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Lists, shows and creates models, and lists what happened to them.
final class ModelHandler {
  private static final int EVENTS_LISTED = 200;
  private static final Set<String> SPEC_TYPES =
      Set.of("", "application/yaml", "application/x-yaml", "text/yaml", "text/plain");

  private final LiveModels<EncodedFrame> models;
  private final CommandSender commands;
  private final Duration commandTimeout;
  private final InstantSource clock;

  ModelHandler(
      LiveModels<EncodedFrame> models,
      CommandSender commands,
      Duration commandTimeout,
      InstantSource clock) {
    this.models = models;
    this.commands = commands;
    this.commandTimeout = commandTimeout;
    this.clock = clock;
  }

  /// All models, by name.
  void list(RoutingContext context) {
    JsonArray list = new JsonArray();
    models.all().forEach(model -> list.add(Messages.listedModel(model)));
    send(context, 200, new JsonObject().put("models", list));
  }

  /// One model with its spec.
  void show(RoutingContext context) {
    String name = PathParameter.of(context, "model");
    LiveModel<EncodedFrame> model = models.find(name).orElseThrow(() -> unknown(name));
    send(context, 200, Messages.shownModel(model));
  }

  /// The newest events, newest first, of one model or of all.
  void events(RoutingContext context) {
    String name = context.request().getParam("model");
    Stream<LiveModel<EncodedFrame>> of =
        name == null
            ? models.all().stream()
            : Stream.of(models.find(name).orElseThrow(() -> unknown(name)));
    List<ModelEvent> newest =
        of.flatMap(model -> model.events().reversed().stream())
            .sorted(Comparator.comparing(ModelEvent::time).reversed())
            .limit(EVENTS_LISTED)
            .toList();
    JsonArray events = new JsonArray();
    newest.forEach(event -> events.add(Messages.listedEvent(event)));
    send(context, 200, new JsonObject().put("events", events));
  }

  /// Creates a model from the spec in the body, and answers when the trainer has.
  void create(RoutingContext context) {
    ModelSpec spec = parse(context);
    if (models.find(spec.name()).isPresent()) {
      throw new ProblemException(exists("a model of this name exists: model=" + spec.name()));
    }
    ControlCommand command =
        ControlCommand.create(
            UUID.randomUUID().toString(), spec.name(), spec.toYaml(), clock.instant());
    Future.fromCompletionStage(
            commands.publish(command, commandTimeout), context.vertx().getOrCreateContext())
        .onSuccess(answer -> answer(context, spec, answer))
        .onFailure(failure -> context.fail(new ProblemException(notCarriedOut(failure))));
  }

  private static ModelSpec parse(RoutingContext context) {
    String contentType = context.request().headers().get(HttpHeaders.CONTENT_TYPE);
    String mediaType = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    if (!SPEC_TYPES.contains(mediaType.toLowerCase(Locale.ROOT))) {
      throw new ProblemException(
          Problem.of(415, "a spec must come as application/yaml: content-type=" + contentType));
    }
    try {
      return ModelSpec.parse(
          Optional.ofNullable(context.body().asString(StandardCharsets.UTF_8.name())).orElse(""));
    } catch (InvalidModelSpecException e) {
      throw new ProblemException(invalid(e));
    }
  }

  private void answer(RoutingContext context, ModelSpec spec, ModelEvent answer) {
    if (answer.type() == ModelEvent.Type.REJECTED) {
      context.fail(new ProblemException(exists(answer.text())));
      return;
    }
    LiveModel<EncodedFrame> created =
        new LiveModel<>(
            spec.name(), new LiveSpec(spec.toYaml(), spec), null, 0, null, List.of(answer), 1);
    context
        .response()
        .putHeader(
            HttpHeaders.LOCATION,
            "/api/models/" + URLEncoder.encode(spec.name(), StandardCharsets.UTF_8));
    send(context, 201, Messages.shownModel(created));
  }

  private static void send(RoutingContext context, int status, JsonObject body) {
    context.response().setStatusCode(status).putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    context.json(body);
  }

  private static ProblemException unknown(String name) {
    return new ProblemException(
        Problem.of(
            404, "unknown-model", "Unknown model", "there is no model \"%s\"".formatted(name)));
  }

  private static Problem invalid(InvalidModelSpecException e) {
    JsonArray mistakes = new JsonArray();
    e.mistakes()
        .forEach(mistake ->
            mistakes.add(new JsonObject().put("line", mistake.line()).put("text", mistake.text())));
    return Problem.of(400, "invalid-spec", "Invalid model spec", String.valueOf(e.getMessage()))
        .with("mistakes", mistakes);
  }

  private static Problem exists(String detail) {
    return Problem.of(409, "rejected", "Command rejected", detail);
  }

  private Problem notCarriedOut(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return Problem.of(
          504,
          "no-answer",
          "No answer from the trainer",
          "no trainer answered within %d s; the command is kept and carried out when one starts"
              .formatted(commandTimeout.toSeconds()));
    }
    return Problem.of(
        503,
        "kafka-unavailable",
        "Kafka unavailable",
        "the command could not be written to Kafka: " + failure.getMessage());
  }
}
