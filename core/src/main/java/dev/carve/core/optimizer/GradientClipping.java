package dev.carve.core.optimizer;

/// Shortens gradients that are too long.
///
/// Source: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks",
/// ICML 2013.
public final class GradientClipping {
  /* What PyTorch adds to the norm before it divides. */
  private static final double EPSILON = 1e-6;

  private GradientClipping() {}

  /// Euclidean norm of a gradient, summed in double precision as eight interleaved partial sums.
  ///
  /// @param gradient g
  /// @return √Σg²
  public static double norm(float[] gradient) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (; i <= gradient.length - 8; i += 8) {
      s0 = square(gradient[i], s0);
      s1 = square(gradient[i + 1], s1);
      s2 = square(gradient[i + 2], s2);
      s3 = square(gradient[i + 3], s3);
      s4 = square(gradient[i + 4], s4);
      s5 = square(gradient[i + 5], s5);
      s6 = square(gradient[i + 6], s6);
      s7 = square(gradient[i + 7], s7);
    }
    double rest = 0;
    for (; i < gradient.length; i++) {
      rest = square(gradient[i], rest);
    }
    return Math.sqrt(((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7)) + rest);
  }

  private static double square(double value, double sum) {
    return Math.fma(value, value, sum);
  }

  /// Scales a gradient down to a norm if it is longer.
  ///
  /// @param gradient g, overwritten with g·maximumNorm / norm if its norm is larger than that
  /// @param maximumNorm the longest that g may be, positive
  /// @return the norm before
  public static double clip(float[] gradient, double maximumNorm) {
    double norm = norm(gradient);
    if (norm > maximumNorm) {
      float scale = (float) Math.min(1, maximumNorm / (norm + EPSILON));
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= scale;
      }
    }
    return norm;
  }
}
