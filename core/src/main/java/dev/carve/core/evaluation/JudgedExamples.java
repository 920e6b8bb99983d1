package dev.carve.core.evaluation;

import dev.carve.core.matrix.ElementaryFunctions;
import dev.carve.core.matrix.Kernels;

/// A minibatch with what the classifier made of it: the class it took each example for, and the
/// loss.
///
/// The arrays are used again for the next minibatch. Owned by one thread.
final class JudgedExamples {
  private final int classes;
  private final Kernels kernels = Kernels.preferred();
  private int size;
  private int lastLabel = -1;
  private int lastLabelBefore = -1;
  private int[] labels = new int[0];
  private int[] predictions = new int[0];
  private float[] losses = new float[0];
  private double lossSum;

  JudgedExamples(int classes) {
    this.classes = classes;
  }

  /// Judges the next minibatch.
  ///
  /// @param probabilities p in panels, `[⌈n/16⌉, classes, 16]`
  /// @return the mean loss, NaN if a probability is
  double judge(float[] probabilities, int[] batchLabels, int n) {
    int panels = Kernels.panels(n);
    if (panels * Kernels.PANEL > predictions.length) {
      labels = new int[panels * Kernels.PANEL];
      predictions = new int[panels * Kernels.PANEL];
      losses = new float[panels * Kernels.PANEL];
    }
    System.arraycopy(batchLabels, 0, labels, 0, n);
    size = n;
    kernels.judge(probabilities, classes, panels, labels, predictions, losses);
    lossSum = sumOfLosses();
    double meanLoss = n == 0 ? 0 : lossSum / n;
    if (Double.isNaN(lossSum)) {
      limitLosses();
    }
    lastLabelBefore = lastLabel;
    lastLabel = n == 0 ? lastLabel : batchLabels[n - 1];
    return meanLoss;
  }

  private double sumOfLosses() {
    double even = 0;
    double odd = 0;
    for (int j = 0; j < size - 1; j += 2) {
      even += losses[j];
      odd += losses[j + 1];
    }
    return even + odd + (size % 2 == 1 ? losses[size - 1] : 0);
  }

  /// Sums must stay finite: a probability that is no number costs as much as one of zero.
  private void limitLosses() {
    for (int j = 0; j < size; j++) {
      losses[j] = Float.isNaN(losses[j]) ? ElementaryFunctions.crossEntropy(0f) : losses[j];
    }
    lossSum = sumOfLosses();
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
  float[] losses() {
    return losses;
  }

  /// {@return the losses of all examples together}
  double lossSum() {
    return lossSum;
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
