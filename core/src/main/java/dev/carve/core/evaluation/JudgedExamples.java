package dev.carve.core.evaluation;

import dev.carve.core.loss.SoftmaxCrossEntropy;

/// A minibatch with what the classifier made of it: the class it took each example for, and the
/// loss.
///
/// The arrays are used again for the next minibatch. Owned by one thread.
final class JudgedExamples {
  private final int classes;
  private int size;
  private int lastLabel = -1;
  private int lastLabelBefore = -1;
  private int[] labels = new int[0];
  private int[] predictions = new int[0];
  private double[] losses = new double[0];

  JudgedExamples(int classes) {
    this.classes = classes;
  }

  /// Judges the next minibatch.
  ///
  /// @return the mean loss, NaN if a probability is
  double judge(float[] probabilities, int[] batchLabels, int n) {
    if (n > predictions.length) {
      predictions = new int[n];
      losses = new double[n];
    }
    labels = batchLabels;
    size = n;
    double sum = 0;
    for (int j = 0; j < n; j++) {
      int row = j * classes;
      predictions[j] = likeliest(probabilities, row);
      double loss = SoftmaxCrossEntropy.loss(probabilities[row + batchLabels[j]]);
      sum += loss;
      losses[j] = loss;
    }
    if (Double.isNaN(sum)) {
      limitLosses();
    }
    lastLabelBefore = lastLabel;
    lastLabel = n == 0 ? lastLabel : batchLabels[n - 1];
    return n == 0 ? 0 : sum / n;
  }

  private int likeliest(float[] probabilities, int row) {
    int best = 0;
    float highest = probabilities[row];
    for (int c = 1; c < classes; c++) {
      float probability = probabilities[row + c];
      best = probability > highest ? c : best;
      highest = probability > highest ? probability : highest;
    }
    return best;
  }

  /// Sums must stay finite: a probability that is no number costs as much as one of zero.
  private void limitLosses() {
    for (int j = 0; j < size; j++) {
      losses[j] = Double.isNaN(losses[j]) ? SoftmaxCrossEntropy.loss(0) : losses[j];
    }
  }

  int size() {
    return size;
  }

  /// {@return the class of each example, `[n]` at the beginning}
  int[] labels() {
    return labels;
  }

  /// {@return the likeliest class of each example, the first one of equals, `[n]` at the beginning}
  int[] predictions() {
    return predictions;
  }

  /// {@return −ln p[label] of each example, `[n]` at the beginning}
  double[] losses() {
    return losses;
  }

  /// {@return the class of the example before, or -1 at the beginning of the stream}
  int labelBefore(int example) {
    return example == 0 ? lastLabelBefore : labels[example - 1];
  }

  /// {@return the class of the very last example, or -1 at the beginning of the stream}
  int lastLabel() {
    return lastLabel;
  }

  /// Goes on behind an example that was judged earlier.
  void lastLabel(int label) {
    lastLabel = label;
  }
}
