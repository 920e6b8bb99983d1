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
  private int[] labels = new int[0];
  private int[] predictions = new int[0];
  private float[] losses = new float[0];
  private int[] right = new int[0];
  private int[] repeated = new int[0];
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
      right = new int[panels * Kernels.PANEL];
      repeated = new int[panels * Kernels.PANEL];
    }
    System.arraycopy(batchLabels, 0, labels, 0, n);
    size = n;
    kernels.judge(probabilities, classes, panels, labels, predictions, losses);
    lossSum = sumOfLosses();
    double meanLoss = n == 0 ? 0 : lossSum / n;
    if (Double.isNaN(lossSum)) {
      limitLosses();
    }
    if (n > 0) {
      compare(n);
      lastLabel = labels[n - 1];
    }
    return meanLoss;
  }

  /* Nobody can foretell which examples are right: an untaken guess of the processor costs more than all of this. */
  private void compare(int n) {
    for (int j = 0; j < n; j++) {
      right[j] = oneIfEqual(labels[j], predictions[j]);
    }
    repeated[0] = oneIfEqual(labels[0], lastLabel);
    for (int j = 1; j < n; j++) {
      repeated[j] = oneIfEqual(labels[j], labels[j - 1]);
    }
  }

  /// Without a branch.
  private static int oneIfEqual(int a, int b) {
    int difference = a ^ b;
    return 1 - ((difference | -difference) >>> 31);
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

  /// {@return 1 for each example that was taken for what it is, else 0, `[n]` at the beginning}
  int[] right() {
    return right;
  }

  /// {@return 1 for each example of the same class as the one before it in the stream, else 0,
  /// `[n]` at the beginning}
  int[] repeated() {
    return repeated;
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
