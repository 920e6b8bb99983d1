package dev.carve.sampler.http;

import dev.carve.core.event.SurfaceFigures.ClassFigures;
import dev.carve.core.surface.SurfaceGrid;
import dev.carve.core.surface.SurfacePlane;
import dev.carve.sampler.replay.StepFigures;
import dev.carve.sampler.sampling.NeuronFigures;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Figures of surfaces as JSON; those that are no finite number are null.
final class FiguresDocument {
  private FiguresDocument() {}

  /// Per layer the means of its neurons, per class how it stands out, step by step.
  static JsonObject ofHistory(String run, List<StepFigures> history) {
    JsonArray points = new JsonArray();
    for (StepFigures point : history) {
      JsonArray layers = new JsonArray();
      point.layers().forEach(layer -> layers.add(of(layer)));
      JsonArray classes = of(point.classes());
      for (int c = 0; c < classes.size(); c++) {
        classes.getJsonObject(c).put("margin", finite(point.margins().get(c)));
      }
      points.add(
          new JsonObject().put("step", point.step()).put("layers", layers).put("classes", classes));
    }
    return new JsonObject().put("run", run).put("points", points);
  }

  private static JsonObject of(StepFigures.Layer layer) {
    return new JsonObject()
        .put("mean", finite(layer.height()))
        .put("roughness", finite(layer.roughness()))
        .put("plateauShare", finite(layer.plateauShare()))
        .put("peaks", finite(layer.peaks()))
        .put("valleys", finite(layer.valleys()));
  }

  /// How each class stands out.
  static JsonArray of(ClassFigures classes) {
    JsonArray documents = new JsonArray();
    for (int c = 0; c < classes.ownHeights().length(); c++) {
      documents.add(
          new JsonObject()
              .put("own", finite(classes.ownHeights().get(c)))
              .put("others", finite(classes.otherHeights().get(c)))
              .put("separation", finite(classes.separation(c)))
              .put("wrong", classes.wrong().get(c)));
    }
    return documents;
  }

  static JsonObject of(NeuronFigures figures) {
    return new JsonObject()
        .put("minimum", finite(figures.minimum()))
        .put("maximum", finite(figures.maximum()))
        .put("mean", finite(figures.mean()))
        .put("roughness", finite(figures.roughness()))
        .put("plateauShare", finite(figures.plateauShare()))
        .put("peaks", figures.peaks())
        .put("valleys", figures.valleys());
  }

  static JsonObject of(SurfacePlane plane) {
    return new JsonObject()
        .put("name", plane.name())
        .put("uName", plane.uName())
        .put("vName", plane.vName())
        .put("uMinimum", plane.uMinimum())
        .put("uMaximum", plane.uMaximum())
        .put("vMinimum", plane.vMinimum())
        .put("vMaximum", plane.vMaximum());
  }

  static JsonObject of(SurfaceGrid grid) {
    return new JsonObject().put("columns", grid.columns()).put("rows", grid.rows());
  }

  static JsonArray of(float... numbers) {
    JsonArray array = new JsonArray();
    for (float number : numbers) {
      array.add(finite(number));
    }
    return array;
  }

  static @Nullable Double finite(double figure) {
    return Double.isFinite(figure) ? figure : null;
  }
}
