package dev.carve.core.loss;

import dev.carve.core.matrix.ElementaryFunctions;
import dev.carve.core.matrix.Kernels;

/// Cross-entropy of a softmax over the classes, L = −ln p[label], p = softmax(z).
public final class SoftmaxCrossEntropy {
  private SoftmaxCrossEntropy() {}

  /// The gradient of the mean loss with respect to the pre-activations, (p − y) / n.
  ///
  /// @param probabilities p in panels, `[⌈n/16⌉, classes, 16]`, see [Kernels]
  /// @param labels class of each example, `[n]`
  /// @param n examples
  /// @param classes classes
  /// @param delta receives ∂L/∂z in panels, zero beyond the last example
  public static void gradient(
      float[] probabilities, int[] labels, int n, int classes, float[] delta) {
    float share = 1f / n;
    int length = Kernels.panels(n) * classes * Kernels.PANEL;
    for (int i = 0; i < length; i++) {
      delta[i] = probabilities[i] * share;
    }
    for (int j = 0; j < n; j++) {
      int i = index(j, labels[j], classes);
      delta[i] = (probabilities[i] - 1f) * share;
    }
    for (int j = n; j < Kernels.panels(n) * Kernels.PANEL; j++) {
      for (int c = 0; c < classes; c++) {
        delta[index(j, c, classes)] = 0f;
      }
    }
  }

  private static int index(int example, int c, int classes) {
    int panel = example / Kernels.PANEL;
    return (panel * classes + c) * Kernels.PANEL + example % Kernels.PANEL;
  }

  /// The mean loss of a minibatch.
  ///
  /// @param probabilities p, example by example, `[n, classes]`
  /// @param labels class of each example, `[n]`
  /// @param n examples
  /// @param classes classes
  /// @return mean of −ln p[label], in nats
  public static double meanLoss(float[] probabilities, int[] labels, int n, int classes) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += loss(probabilities[j * classes + labels[j]]);
    }
    return sum / n;
  }

  /// The loss of one example.
  ///
  /// @param probability what the classifier gave the example's label
  /// @return −ln p in nats, at most 87.4 since p is taken to be no smaller than the smallest normal
  ///   float
  public static double loss(float probability) {
    return ElementaryFunctions.crossEntropy(probability);
  }
}
