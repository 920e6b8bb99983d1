package dev.carve.dashboard.web;

import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.core.network.InvalidModelSpecException;
import dev.carve.core.network.ModelSpec;
import dev.carve.dashboard.live.LiveModel;
import dev.carve.dashboard.live.LiveSpec;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The JSON that browsers get, beside frames: messages on WebSockets and the bodies of the HTTP
/// API.
///
/// A figure that is infinite or not a number, which JSON cannot hold, is null.
final class Messages {
  private Messages() {}

  /// What the frames that follow show.
  static JsonObject model(EncodedFrame frame) {
    return new JsonObject()
        .put("type", "model")
        .put("model", frame.model())
        .put("run", frame.run())
        .put("spec", frame.spec())
        .mergeIn(network(parse(frame.spec())))
        .put(
            "plane",
            new JsonObject()
                .put("name", frame.plane().name())
                .put("uName", frame.plane().uName())
                .put("vName", frame.plane().vName()));
  }

  /// How training goes.
  static JsonObject metrics(TrainingMetrics metrics) {
    return new JsonObject()
        .put("type", "metrics")
        .put("model", metrics.model())
        .put("run", metrics.run())
        .put("step", metrics.step())
        .put("examplesSeen", metrics.examplesSeen())
        .put("time", metrics.time().toEpochMilli())
        .put("stepsPerSecond", finite(metrics.stepsPerSecond()))
        .put("learningRate", finite(metrics.learningRate()))
        .put("gradientNorm", finite(metrics.gradientNorm()))
        .put("state", metrics.state().label())
        .put("loss", finite(metrics.fading().loss()))
        .put("accuracy", finite(metrics.fading().accuracy()))
        .put("kappa", finite(metrics.fading().kappa()))
        .put("kappaTemporal", finite(metrics.fading().kappaTemporal()))
        .put("repeatLastAccuracy", finite(metrics.fading().repeatLastAccuracy()))
        .put("windowAccuracy", finite(metrics.window().accuracy()))
        .put("windowSize", metrics.windowSize())
        .put("overallAccuracy", finite(metrics.overall().accuracy()));
  }

  /// Something that happened, as a message.
  static JsonObject event(ModelEvent event) {
    return new JsonObject()
        .put("type", "event")
        .put("model", event.model())
        .put("run", event.run())
        .put("step", event.step())
        .put("time", event.time().toEpochMilli())
        .put("eventType", event.type().name())
        .put("text", event.text());
  }

  /// Why there is nothing to see yet.
  static JsonObject waiting(String text) {
    return status("waiting", text);
  }

  /// Why there is nothing to see, or nothing new.
  static JsonObject status(String state, String text) {
    return new JsonObject().put("type", "status").put("state", state).put("text", text);
  }

  /// Something that happened, as an element of a list.
  static JsonObject listedEvent(ModelEvent event) {
    return new JsonObject()
        .put("model", event.model())
        .put("run", event.run())
        .put("step", event.step())
        .put("type", event.type().name())
        .put("text", event.text())
        .put("time", event.time().toString());
  }

  /// A model as an element of a list.
  static JsonObject listedModel(LiveModel<EncodedFrame> model) {
    JsonObject json = new JsonObject().put("model", model.name());
    TrainingMetrics metrics = model.metrics();
    if (metrics == null) {
      putLastEvent(json, model.events().isEmpty() ? null : model.events().getLast());
    } else {
      json.put("run", metrics.run())
          .put("step", metrics.step())
          .put("examplesSeen", metrics.examplesSeen())
          .put("state", metrics.state().label())
          .put("accuracy", finite(metrics.fading().accuracy()))
          .put("loss", finite(metrics.fading().loss()))
          .put("stepsPerSecond", finite(metrics.stepsPerSecond()))
          .put("learningRate", finite(metrics.learningRate()))
          .put("updatedAt", metrics.time().toString());
    }
    return json.mergeIn(network(definition(model)));
  }

  /// A model with its spec.
  static JsonObject shownModel(LiveModel<EncodedFrame> model) {
    LiveSpec spec = model.spec();
    return listedModel(model)
        .put("spec", spec == null ? "" : spec.yaml())
        .put("follows", model.lineage().follows());
  }

  private static Optional<ModelSpec> definition(LiveModel<EncodedFrame> model) {
    return Optional.ofNullable(model.spec()).map(LiveSpec::definition);
  }

  private static void putLastEvent(JsonObject json, @Nullable ModelEvent event) {
    json.put("run", event == null ? "" : event.run())
        .put("step", event == null ? 0 : event.step())
        .put("state", "waiting")
        .putNull("accuracy")
        .putNull("loss")
        .putNull("stepsPerSecond")
        .putNull("learningRate")
        .put("updatedAt", event == null ? null : event.time().toString());
  }

  private static JsonObject network(Optional<ModelSpec> definition) {
    return definition
        .map(spec ->
            new JsonObject()
                .put("inputs", new JsonArray(List.copyOf(spec.inputs())))
                .put("layers", layers(spec))
                .put("classes", new JsonArray(List.copyOf(spec.classes())))
                .put("batchSize", spec.batchSize())
                .put("optimizer", spec.optimizer().specName()))
        .orElseGet(() ->
            new JsonObject()
                .put("inputs", new JsonArray())
                .put("layers", new JsonArray())
                .put("classes", new JsonArray()));
  }

  private static JsonArray layers(ModelSpec spec) {
    JsonArray layers = new JsonArray();
    spec.layers()
        .forEach(layer ->
            layers.add(
                new JsonObject()
                    .put("units", layer.units())
                    .put("activation", layer.activation().specName())));
    return layers;
  }

  private static Optional<ModelSpec> parse(String yaml) {
    try {
      return Optional.of(ModelSpec.parse(yaml));
    } catch (InvalidModelSpecException _) {
      return Optional.empty();
    }
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
