package dev.carve.core.surface;

import dev.carve.core.network.Standardizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What planes are laid by: a model's inputs and classes, and its recent examples.
///
/// The arrays are shared, not copied, and are not to be modified.
public final class PlaneSource {
  private final List<String> inputs;
  private final List<String> classes;
  private final Standardizer statistics;
  private final @Nullable Standardizer standardizer;
  private final float[] features;
  private final int[] labels;

  /// A source of planes.
  ///
  /// @param inputs their names
  /// @param classes their names
  /// @param statistics running mean and variance of the inputs
  /// @param standardizer the model's, or null if it takes features as they are
  /// @param features of recent examples, raw, oldest first, `[n, inputs]`
  /// @param labels class indices of these examples, `[n]`
  /// @throws IllegalArgumentException if the shapes differ
  public PlaneSource(
      List<String> inputs,
      List<String> classes,
      Standardizer statistics,
      @Nullable Standardizer standardizer,
      float[] features,
      int[] labels) {
    if (features.length != labels.length * inputs.size()) {
      throw new IllegalArgumentException(
          "features must be [n, inputs]: n=%d, inputs=%d, features=[%d]"
              .formatted(labels.length, inputs.size(), features.length));
    }
    this.inputs = List.copyOf(inputs);
    this.classes = List.copyOf(classes);
    this.statistics = statistics;
    this.standardizer = standardizer;
    this.features = features;
    this.labels = labels;
  }

  List<String> inputs() {
    return inputs;
  }

  List<String> classes() {
    return classes;
  }

  Standardizer statistics() {
    return statistics;
  }

  @Nullable Standardizer standardizer() {
    return standardizer;
  }

  /// How many recent examples there are.
  int size() {
    return labels.length;
  }

  /// Raw features, `[n, inputs]`.
  float[] features() {
    return features;
  }

  /// Features of one example.
  double[] example(int index) {
    double[] point = new double[inputs.size()];
    for (int k = 0; k < point.length; k++) {
      point[k] = features[index * point.length + k];
    }
    return point;
  }

  /// The mean of the recent examples of one class.
  ///
  /// @throws InvalidPlaneException if there is none
  double[] classMean(int classIndex) {
    double[] mean = new double[inputs.size()];
    int count = 0;
    for (int j = 0; j < labels.length; j++) {
      if (labels[j] == classIndex) {
        count++;
        for (int k = 0; k < mean.length; k++) {
          mean[k] += features[j * mean.length + k];
        }
      }
    }
    if (count == 0) {
      throw new InvalidPlaneException(
          "the class must have a recent example: class=%s, examples=%d"
              .formatted(classes.get(classIndex), labels.length));
    }
    for (int k = 0; k < mean.length; k++) {
      mean[k] /= count;
    }
    return mean;
  }
}
