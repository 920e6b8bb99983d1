package dev.carve.standalone.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carve.core.evaluation.PrequentialFigures;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.standalone.config.NearestName;
import dev.carve.standalone.model.ModelCatalog;
import dev.carve.standalone.model.ModelStatus;
import java.util.List;
import java.util.Optional;

/// Models for machines.
final class ModelJson {
  private ModelJson() {}

  static ModelStatus existing(ModelCatalog catalog, String name) {
    List<ModelStatus> models = catalog.list();
    List<String> names = models.stream().map(ModelStatus::name).toList();
    return models.stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            CommandFailedException.failure(
                "no such model%s model=%s; `carve model list` names them"
                    .formatted(NearestName.suggestion(name, names), name)));
  }

  /// The run and step that a model's run began from.
  static Optional<String> parent(ModelStatus model) {
    return model.lineage().parentRun().isEmpty()
        ? Optional.empty()
        : Optional.of("%s@%d".formatted(model.lineage().parentRun(), model.lineage().parentStep()));
  }

  static ObjectNode of(ModelStatus model) {
    ObjectNode node =
        Json.object()
            .put("model", model.name())
            .put("run", model.run())
            .put("state", model.state())
            .put("step", model.step());
    if (!model.lineage().parentRun().isEmpty()) {
      node.put("parentRun", model.lineage().parentRun())
          .put("parentStep", model.lineage().parentStep());
    }
    if (!model.lineage().follows().isEmpty()) {
      node.put("follows", model.lineage().follows());
    }
    model.metrics().ifPresent(metrics -> add(node, metrics));
    return node;
  }

  static ObjectNode of(ModelEvent event) {
    return Json.object()
        .put("time", event.time().toString())
        .put("type", event.type().name())
        .put("step", event.step())
        .put("run", event.run())
        .put("text", event.text());
  }

  static ObjectNode of(PrequentialFigures figures) {
    return Json.object()
        .put("accuracy", figures.accuracy())
        .put("logLoss", figures.loss())
        .put("kappa", figures.kappa())
        .put("kappaTemporal", figures.kappaTemporal())
        .put("repeatLastAccuracy", figures.repeatLastAccuracy());
  }

  private static void add(ObjectNode node, TrainingMetrics metrics) {
    node.put("examples", metrics.examplesSeen())
        .put("stepsPerSecond", metrics.stepsPerSecond())
        .put("learningRate", metrics.learningRate())
        .put("time", metrics.time().toString());
    node.set("recent", of(metrics.fading()));
    node.set(
        "window",
        of(metrics.window())
            .put("examples", Math.min(metrics.windowSize(), metrics.examplesSeen())));
    node.set("overall", of(metrics.overall()));
  }
}
