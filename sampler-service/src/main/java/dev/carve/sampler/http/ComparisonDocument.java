package dev.carve.sampler.http;

import static dev.carve.sampler.http.FiguresDocument.finite;

import dev.carve.core.event.SurfaceFigures.ClassFigures;
import dev.carve.core.surface.SurfaceDifference;
import dev.carve.sampler.journal.JournalEntry;
import dev.carve.sampler.sampling.SurfaceComparison;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// Two steps side by side, in figures. How much each point rose comes in the [SurfacesLayout].
final class ComparisonDocument {
  private ComparisonDocument() {}

  static JsonObject of(SurfaceComparison comparison) {
    JsonArray neurons = new JsonArray();
    for (SurfaceComparison.Neuron neuron : comparison.neurons()) {
      neurons.add(
          new JsonObject()
              .put("neuron", neuron.neuron().toString())
              .put("a", FiguresDocument.of(neuron.before()))
              .put("b", FiguresDocument.of(neuron.after()))
              .put("carving", of(neuron.difference())));
    }
    return new JsonObject()
        .put("a", step(comparison.before(), comparison.classesBefore()))
        .put("b", step(comparison.after(), comparison.classesAfter()))
        .put("plane", FiguresDocument.of(comparison.plane()))
        .put("grid", FiguresDocument.of(comparison.grid()))
        .put("neurons", neurons);
  }

  private static JsonObject step(JournalEntry entry, ClassFigures classes) {
    return new JsonObject()
        .put("run", entry.snapshot().run())
        .put("step", entry.step())
        .put("loss", finite(entry.snapshot().loss()))
        .put("accuracy", finite(entry.snapshot().accuracy()))
        .put("learningRate", finite(entry.snapshot().learningRate()))
        .put("examplesSeen", entry.snapshot().examplesSeen())
        .put("classes", FiguresDocument.of(classes));
  }

  private static JsonObject of(SurfaceDifference difference) {
    return new JsonObject()
        .put("volumeRisen", finite(difference.volumeRisen()))
        .put("volumeFallen", finite(difference.volumeFallen()))
        .put("largestRise", place(difference.largestRise(), difference.riseS(), difference.riseT()))
        .put(
            "largestFall", place(difference.largestFall(), difference.fallS(), difference.fallT()));
  }

  private static JsonObject place(float height, float s, float t) {
    return new JsonObject().put("height", finite(height)).put("s", s).put("t", t);
  }
}
