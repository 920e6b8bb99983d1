package dev.carve.sampler.http;

import dev.carve.core.evaluation.PrequentialFigures;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.core.network.InvalidModelSpecException;
import dev.carve.core.network.ModelSpec;
import dev.carve.sampler.journal.HistoryPoint;
import dev.carve.sampler.journal.MetricsPoint;
import dev.carve.sampler.journal.RunSummary;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs with their histories, events and metrics as JSON.
final class RunDocument {
  private static final long MICROS_PER_MILLI = 1_000;

  private RunDocument() {}

  static JsonObject ofAll(List<RunSummary> runs) {
    JsonArray documents = new JsonArray();
    runs.forEach(run -> documents.add(of(run)));
    return new JsonObject().put("runs", documents);
  }

  static JsonObject withSpec(RunSummary run) {
    return of(run).put("spec", run.spec());
  }

  private static JsonObject of(RunSummary run) {
    JsonObject document =
        new JsonObject()
            .put("run", run.run())
            .put("model", run.model())
            .put("startedAt", run.startedAt().toString())
            .put("updatedAt", run.updatedAt().toString())
            .put("firstStep", run.firstStep())
            .put("lastStep", run.lastStep())
            .put("snapshots", run.snapshots())
            .put("bytes", run.bytes())
            .put("name", run.description().name())
            .put("tags", new JsonArray(run.description().tags()))
            .put("note", run.description().note());
    try {
      ModelSpec spec = ModelSpec.parse(run.spec());
      return document
          .put("inputs", new JsonArray(spec.inputs()))
          .put("classes", new JsonArray(spec.classes()));
    } catch (InvalidModelSpecException e) {
      return document.put("inputs", new JsonArray()).put("classes", new JsonArray());
    }
  }

  /// A history; times are milliseconds since 1970, figures that are no number are null.
  static JsonObject ofHistory(String run, List<HistoryPoint> history) {
    JsonArray points = new JsonArray();
    for (HistoryPoint point : history) {
      points.add(
          new JsonObject()
              .put("step", point.step())
              .put("time", point.timeUs() / MICROS_PER_MILLI)
              .put("loss", finite(point.loss()))
              .put("accuracy", finite(point.accuracy()))
              .put("learningRate", finite(point.learningRate()))
              .put("examplesSeen", point.examplesSeen()));
    }
    return new JsonObject().put("run", run).put("points", points);
  }

  /// What charts show; times are milliseconds since 1970, figures that are no number are null.
  static JsonObject ofChart(String run, List<MetricsPoint> chart) {
    JsonArray points = new JsonArray();
    for (MetricsPoint point : chart) {
      points.add(
          new JsonObject()
              .put("step", point.step())
              .put("time", point.time().toEpochMilli())
              .put("examplesSeen", point.examplesSeen())
              .put("loss", finite(point.loss()))
              .put("accuracy", finite(point.accuracy()))
              .put("repeatLastAccuracy", finite(point.repeatLastAccuracy()))
              .put("kappa", finite(point.kappa()))
              .put("kappaTemporal", finite(point.kappaTemporal()))
              .put("learningRate", finite(point.learningRate()))
              .put("gradientNorm", finite(point.gradientNorm()))
              .put("stepsPerSecond", finite(point.stepsPerSecond())));
    }
    return new JsonObject().put("run", run).put("points", points);
  }

  /// Events of a run, oldest first.
  static JsonObject ofEvents(String run, List<ModelEvent> events) {
    JsonArray documents = new JsonArray();
    for (ModelEvent event : events) {
      documents.add(
          new JsonObject()
              .put("model", event.model())
              .put("run", event.run())
              .put("step", event.step())
              .put("type", event.type().name())
              .put("text", event.text())
              .put("time", event.time().toString()));
    }
    return new JsonObject().put("run", run).put("events", documents);
  }

  /// Metrics of a run, oldest first; figures that are no number are null.
  static JsonObject ofMetrics(String run, List<TrainingMetrics> metrics) {
    JsonArray points = new JsonArray();
    for (TrainingMetrics each : metrics) {
      points.add(
          new JsonObject()
              .put("step", each.step())
              .put("time", each.time().toEpochMilli())
              .put("examplesSeen", each.examplesSeen())
              .put("stepsPerSecond", finite(each.stepsPerSecond()))
              .put("learningRate", finite(each.learningRate()))
              .put("gradientNorm", finite(each.gradientNorm()))
              .put("fading", figures(each.fading()))
              .put("window", figures(each.window()))
              .put("windowSize", each.windowSize())
              .put("overall", figures(each.overall()))
              .put("confusion", new JsonArray(each.confusion()))
              .put("state", each.state().label()));
    }
    return new JsonObject().put("run", run).put("points", points);
  }

  private static JsonObject figures(PrequentialFigures figures) {
    return new JsonObject()
        .put("accuracy", finite(figures.accuracy()))
        .put("loss", finite(figures.loss()))
        .put("kappa", finite(figures.kappa()))
        .put("kappaTemporal", finite(figures.kappaTemporal()))
        .put("repeatLastAccuracy", finite(figures.repeatLastAccuracy()));
  }

  private static @Nullable Double finite(double figure) {
    return Double.isFinite(figure) ? figure : null;
  }
}
