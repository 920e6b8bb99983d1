package dev.carve.core.optimizer;

/// Shortens gradients that are too long.
///
/// Source: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks",
/// ICML 2013.
public final class GradientClipping {
  /* What PyTorch adds to the norm before it divides. */
  private static final double EPSILON = 1e-6;

  private GradientClipping() {}

  /// Scales a gradient down to a norm if it is longer.
  ///
  /// @param gradient g, overwritten with g·maximumNorm / norm if its norm is larger than that
  /// @param norm its Euclidean norm
  /// @param maximumNorm the longest that g may be, positive
  public static void clip(float[] gradient, double norm, double maximumNorm) {
    if (norm > maximumNorm) {
      float scale = (float) Math.min(1, maximumNorm / (norm + EPSILON));
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= scale;
      }
    }
  }
}
