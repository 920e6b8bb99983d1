package dev.carve.sampler.http;

import static dev.carve.sampler.http.FiguresDocument.finite;

import dev.carve.core.surface.ContourLine;
import dev.carve.core.surface.Tilt;
import dev.carve.sampler.sampling.Feeder;
import dev.carve.sampler.sampling.NeuronFocus;
import dev.carve.sampler.sampling.NeuronFocus.ClassShare;
import dev.carve.sampler.sampling.NeuronFocus.Section;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/// One neuron taken apart, in figures. Its surfaces come in the [SurfacesLayout].
final class FocusDocument {
  private FocusDocument() {}

  static JsonObject of(NeuronFocus focus) {
    JsonObject document =
        new JsonObject()
            .put("run", focus.snapshot().run())
            .put("model", focus.snapshot().model())
            .put("step", focus.snapshot().step())
            .put("neuron", focus.neuron().toString())
            .put("activationFunction", focus.activation())
            .put("plane", FiguresDocument.of(focus.plane()))
            .put("grid", FiguresDocument.of(focus.grid()))
            .put("bias", finite(focus.bias()))
            .put("feeders", feeders(focus))
            .put("preActivation", FiguresDocument.of(focus.surfaces().preActivationFigures()))
            .put("activation", FiguresDocument.of(focus.surfaces().activationFigures()))
            .put("sections", sections(focus));
    focus.tilt().ifPresent(tilt -> document.put("hyperplane", hyperplane(tilt, focus)));
    if (!focus.weights().isEmpty()) {
      document.put("weights", weights(focus.weights()));
    }
    return document;
  }

  private static JsonArray feeders(NeuronFocus focus) {
    JsonArray feeders = new JsonArray();
    for (Feeder feeder : focus.feeders()) {
      JsonObject document =
          feeder.unit() == Feeder.REST
              ? new JsonObject().put("rest", true)
              : new JsonObject()
                  .put("neuron", focus.neuron().layer() + "." + feeder.unit())
                  .put("weight", finite(feeder.weight()));
      if (focus.neuron().layer() == 0 && feeder.unit() != Feeder.REST) {
        document.put("input", focus.spec().inputs().get(feeder.unit()));
      }
      feeders.add(document.put("contribution", range(feeder.contribution())));
    }
    return feeders;
  }

  private static JsonObject range(float... heights) {
    float low = heights[0];
    float high = heights[0];
    double sum = 0;
    for (float height : heights) {
      low = Math.min(low, height);
      high = Math.max(high, height);
      sum += height;
    }
    return new JsonObject()
        .put("minimum", finite(low))
        .put("maximum", finite(high))
        .put("mean", finite(sum / heights.length));
  }

  /// Where z = 0: the line's ends on the extent, and its normal.
  private static JsonObject hyperplane(Tilt tilt, NeuronFocus focus) {
    return new JsonObject()
        .put("alongU", finite(tilt.alongU()))
        .put("alongV", finite(tilt.alongV()))
        .put("atOrigin", finite(tilt.atOrigin()))
        .put("line", FiguresDocument.of(tilt.zeroLine(focus.plane())));
  }

  /// The weights of all inputs; a square picture where their number is a square one.
  private static JsonObject weights(List<Float> weights) {
    JsonArray values = new JsonArray();
    weights.forEach(weight -> values.add(finite(weight)));
    JsonObject document = new JsonObject().put("values", values);
    int side = (int) Math.round(Math.sqrt(weights.size()));
    if (side > 1 && side * side == weights.size()) {
      document.put("shape", new JsonArray().add(side).add(side));
    }
    return document;
  }

  private static JsonArray sections(NeuronFocus focus) {
    JsonArray sections = new JsonArray();
    for (Section section : focus.sections()) {
      JsonArray lines = new JsonArray();
      for (ContourLine line : section.cut().lines()) {
        lines.add(
            new JsonObject()
                .put("closed", line.isClosed())
                .put("points", FiguresDocument.of(line.coordinates())));
      }
      sections.add(
          new JsonObject()
              .put("height", section.cut().height())
              .put("shareAbove", finite(section.cut().shareAbove()))
              .put("classes", classes(section, focus.spec().classes()))
              .put("lines", lines));
    }
    return sections;
  }

  private static JsonArray classes(Section section, List<String> names) {
    JsonArray classes = new JsonArray();
    for (int c = 0; c < names.size(); c++) {
      ClassShare share = section.classes().get(c);
      classes.add(
          new JsonObject()
              .put("class", names.get(c))
              .put("examples", share.examples())
              .put("above", share.above())
              .put("share", finite((double) share.above() / share.examples())));
    }
    return classes;
  }
}
