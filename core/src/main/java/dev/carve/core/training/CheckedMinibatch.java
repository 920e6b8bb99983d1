package dev.carve.core.training;

import dev.carve.core.event.MinibatchReader;
import dev.carve.core.event.UnusableRecordException;
import dev.carve.core.matrix.Kernels;
import dev.carve.core.network.Network;

/// The minibatch at hand, checked against what its model takes.
///
/// Its arrays are used again for the next one. Owned by one thread.
final class CheckedMinibatch {
  private static final int MAXIMUM_SIZE = 65_536;

  private final Kernels kernels;
  private final int inputs;
  private final int classes;
  private float[] features = new float[0];
  private int[] labels = new int[0];
  private int size;
  private boolean endOfInput;

  CheckedMinibatch(Network network, Kernels kernels) {
    this.kernels = kernels;
    this.inputs = network.inputs();
    this.classes = network.classes();
  }

  /// Copies a minibatch.
  ///
  /// @throws UnusableRecordException if its shape, a feature or a label does not fit
  void take(MinibatchReader minibatch) {
    checkShape(minibatch);
    size = minibatch.size();
    endOfInput = minibatch.endOfInput();
    if (size > labels.length) {
      features = new float[size * inputs];
      labels = new int[size];
    }
    minibatch.features(features);
    minibatch.labels(labels);
    checkFeatures();
    checkLabels();
  }

  private void checkShape(MinibatchReader minibatch) {
    if (minibatch.size() > MAXIMUM_SIZE) {
      throw new UnusableRecordException(
          "a minibatch must hold at most %d examples: size=%d"
              .formatted(MAXIMUM_SIZE, minibatch.size()));
    }
    if (minibatch.size() > 0 && minibatch.inputs() != inputs) {
      throw new UnusableRecordException(
          "a minibatch must have the model's inputs: model=%d, minibatch=%d"
              .formatted(inputs, minibatch.inputs()));
    }
  }

  private void checkFeatures() {
    if (kernels.areFinite(features, size * inputs)) {
      return;
    }
    for (float feature : features) {
      if (!Float.isFinite(feature)) {
        throw new UnusableRecordException("features must be finite: feature=%s".formatted(feature));
      }
    }
  }

  private void checkLabels() {
    for (int j = 0; j < size; j++) {
      if (labels[j] < 0 || labels[j] >= classes) {
        throw new UnusableRecordException(
            "labels must be class indices below %d: label=%d".formatted(classes, labels[j]));
      }
    }
  }

  /// {@return n, examples in it; 0 where it only marks the end of the input}
  int size() {
    return size;
  }

  /// {@return the features, `[n, inputs]` at the beginning}
  float[] features() {
    return features;
  }

  /// {@return class indices, `[n]` at the beginning}
  int[] labels() {
    return labels;
  }

  boolean endOfInput() {
    return endOfInput;
  }
}
