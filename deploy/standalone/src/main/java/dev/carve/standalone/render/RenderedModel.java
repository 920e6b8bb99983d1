package dev.carve.standalone.render;

import dev.carve.core.event.SurfaceFrame;
import dev.carve.core.network.LayerSpec;
import dev.carve.core.network.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is known of a model besides its surfaces, and the scales of its layers so far.
///
/// Owned by one thread.
final class RenderedModel {
  private final String yaml;
  private final ModelSpec spec;
  private final int[] looks;
  private final Palette[] classPalettes;
  private final List<HeightScale> scales = new ArrayList<>();

  /// The model of a frame.
  RenderedModel(SurfaceFrame frame, Theme theme) {
    this.yaml = frame.spec();
    this.spec = ModelSpec.parse(yaml);
    this.looks = ClassLooks.of(spec.classes());
    this.classPalettes = new Palette[looks.length];
    for (int c = 0; c < looks.length; c++) {
      classPalettes[c] = theme.towardsClass(looks[c]);
    }
  }

  boolean isOf(SurfaceFrame frame) {
    return yaml.equals(frame.spec());
  }

  ModelSpec spec() {
    return spec;
  }

  int look(int c) {
    return looks[c];
  }

  Palette[] classPalettes() {
    return classPalettes;
  }

  /// The name of a layer, the last one being the classes.
  String layerName(int layer) {
    if (layer == spec.layers().size()) {
      return "classes";
    }
    LayerSpec hidden = spec.layers().get(layer);
    return "layer %d · %,d %s".formatted(layer + 1, hidden.units(), hidden.activation().specName());
  }

  /// The name of a neuron.
  String neuronName(int layer, int unit) {
    return layer == spec.layers().size()
        ? "class " + spec.classes().get(unit)
        : "layer %d · neuron %d".formatted(layer + 1, unit + 1);
  }

  /// The scale of a layer for this frame, after those before it.
  HeightScale scale(SurfaceFrame frame, int layer) {
    HeightScale before = layer < scales.size() ? scales.get(layer) : null;
    HeightScale scale =
        layer == spec.layers().size()
            ? HeightScale.ofProbabilities()
            : HeightScale.of(
                spec.layers().get(layer).activation(),
                frame.layers().get(layer),
                Optional.ofNullable(before));
    if (before == null) {
      scales.add(scale);
    } else {
      scales.set(layer, scale);
    }
    return scale;
  }
}
