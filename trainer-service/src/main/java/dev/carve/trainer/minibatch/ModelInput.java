package dev.carve.trainer.minibatch;

import dev.carve.core.event.Example;
import dev.carve.core.event.Example.Label;
import dev.carve.core.event.UnusableRecordException;
import dev.carve.core.network.ModelSpec;
import dev.carve.trainer.Excerpt;
import java.util.HashMap;
import java.util.Map;

/// What a model takes: the shape of its inputs and the names of its classes.
final class ModelInput {
  private final ModelSpec spec;
  private final Map<String, Integer> classIndices = new HashMap<>();

  ModelInput(ModelSpec spec) {
    this.spec = spec;
    for (int i = 0; i < spec.classes().size(); i++) {
      classIndices.put(spec.classes().get(i), i);
    }
  }

  int inputs() {
    return spec.inputs().size();
  }

  int batchSize() {
    return spec.batchSize();
  }

  /// {@return the features of an example that fits}
  ///
  /// @throws UnusableRecordException if their number differs from the model's inputs, or one is not
  ///   finite
  float[] featuresOf(Example example) {
    float[] features = example.features().array();
    if (features.length != inputs()) {
      throw new UnusableRecordException(
          "features must be as many as the model's inputs: inputs=%d, features=%d"
              .formatted(inputs(), features.length));
    }
    for (int i = 0; i < features.length; i++) {
      if (!Float.isFinite(features[i])) {
        throw new UnusableRecordException(
            "features must be finite: features[%d]=%s".formatted(i, features[i]));
      }
    }
    return features;
  }

  /// {@return the class index of an example's label: by name, else by number}
  ///
  /// @throws UnusableRecordException if there is no label, or no such class
  int labelOf(Example example) {
    return switch (example.label()) {
      case Label.Index(int index) -> checkedIndex(index, Integer.toString(index));
      case Label.Name(String name) -> {
        Integer index = classIndices.get(name);
        yield index != null ? index : checkedIndex(parseIndex(name), name);
      }
      case null ->
          throw new UnusableRecordException(
              "label must be present in a training example: classes=%s"
                  .formatted(Excerpt.of(spec.classes().toString())));
    };
  }

  private static int parseIndex(String name) {
    try {
      return Integer.parseInt(name);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private int checkedIndex(int index, String label) {
    if (index < 0 || index >= spec.classes().size()) {
      throw new UnusableRecordException(
          "label must be one of the model's classes or an index among them: label=%s, classes=%s"
              .formatted(Excerpt.of(label), Excerpt.of(spec.classes().toString())));
    }
    return index;
  }
}
