package dev.carve.dashboard.example;

import dev.carve.core.event.Example;
import dev.carve.core.event.Example.Label;
import dev.carve.core.event.Floats;
import dev.carve.core.network.ModelSpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an example must be like to train a model: how many features it has, and which classes there
/// are.
public final class ExampleShape {
  private static final int CLASSES_LISTED = 20;

  private final ModelSpec spec;
  private final Map<String, Integer> classIndices = new HashMap<>();

  /// The shape that a model takes.
  ///
  /// @param spec what the model is
  public ExampleShape(ModelSpec spec) {
    this.spec = spec;
    for (int i = 0; i < spec.classes().size(); i++) {
      classIndices.put(spec.classes().get(i), i);
    }
  }

  List<String> inputs() {
    return spec.inputs();
  }

  /// {@return an example that trains the model}
  ///
  /// @param features x, shape `[inputs]`
  /// @param label name or index of a class
  /// @param id the producer's own name for it, or empty
  /// @param time when it happened, or null
  /// @throws IllegalArgumentException if it does not fit
  Example example(float[] features, String label, String id, @Nullable Instant time) {
    if (features.length != inputs().size()) {
      throw new IllegalArgumentException(
          "features must be as many as the model's inputs: inputs=%d, features=%d"
              .formatted(inputs().size(), features.length));
    }
    return new Example("", Floats.of(features), new Label.Index(indexOf(label)), id, time, false);
  }

  /// The class that a label means: by name, else by number, as the trainer has it.
  private int indexOf(String label) {
    Integer named = classIndices.get(label);
    if (named != null) {
      return named;
    }
    int classes = spec.classes().size();
    if (label.matches("\\d{1,9}") && Integer.parseInt(label) < classes) {
      return Integer.parseInt(label);
    }
    throw new IllegalArgumentException(
        "label must be one of the model's classes or an index among them: label=%s, classes=%s"
            .formatted(
                Excerpt.of(label),
                classes <= CLASSES_LISTED ? spec.classes().toString() : classes));
  }
}
