package dev.carve.core.loss;

import dev.carve.core.matrix.ElementaryFunctions;

/// Cross-entropy of a softmax over the classes, L = −ln p[label], p = softmax(z).
///
/// The largest pre-activation of an example is subtracted first, so that nothing overflows.
public final class SoftmaxCrossEntropy {
  private SoftmaxCrossEntropy() {}

  /// Turns pre-activations into probabilities.
  ///
  /// @param z pre-activations, class by class, `[classes, n]`
  /// @param n examples
  /// @param classes classes
  /// @param probabilities receives p, `[classes, n]`; may be `z` itself
  public static void softmax(float[] z, int n, int classes, float[] probabilities) {
    for (int j = 0; j < n; j++) {
      float maximum = z[j];
      for (int c = 1; c < classes; c++) {
        maximum = Math.max(maximum, z[c * n + j]);
      }
      float sum = 0;
      for (int c = 0; c < classes; c++) {
        float e = ElementaryFunctions.exp(z[c * n + j] - maximum);
        probabilities[c * n + j] = e;
        sum += e;
      }
      for (int c = 0; c < classes; c++) {
        probabilities[c * n + j] /= sum;
      }
    }
  }

  /// The gradient of the mean loss with respect to the pre-activations, (p − y) / n.
  ///
  /// @param probabilities p, class by class, `[classes, n]`
  /// @param labels class of each example, `[n]`
  /// @param n examples
  /// @param classes classes
  /// @param delta receives ∂L/∂z, `[classes, n]`
  public static void gradient(
      float[] probabilities, int[] labels, int n, int classes, float[] delta) {
    float share = 1f / n;
    for (int i = 0; i < classes * n; i++) {
      delta[i] = probabilities[i] * share;
    }
    for (int j = 0; j < n; j++) {
      int i = labels[j] * n + j;
      delta[i] = (probabilities[i] - 1f) * share;
    }
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
    return Float.isNaN(probability)
        ? Double.NaN
        : -ElementaryFunctions.log(Math.max(probability, Float.MIN_NORMAL));
  }
}
