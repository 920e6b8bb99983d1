package dev.carve.core.optimizer;

/// The step that Adam and AdamW share.
final class AdamMoments {
  private AdamMoments() {}

  /// Moves the parameters: θ ← shrink·θ − η·m̂ / (√ŝ + ε), the moments being those of g + decay·θ.
  static void apply(
      long step,
      float learningRate,
      double beta1,
      double beta2,
      double epsilon,
      float decay,
      float shrink,
      float[] parameters,
      float[] gradient,
      float[] state) {
    int p = parameters.length;
    float keep1 = (float) beta1;
    float rest1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float rest2 = (float) (1 - beta2);
    float rate = (float) (learningRate / (1 - power(beta1, step + 1)));
    float spread = (float) (1 / Math.sqrt(1 - power(beta2, step + 1)));
    float tiny = (float) epsilon;
    for (int i = 0; i < p; i++) {
      float theta = parameters[i];
      float g = Math.fma(decay, theta, gradient[i]);
      float m = Math.fma(keep1, state[i], rest1 * g);
      float s = Math.fma(keep2, state[p + i], rest2 * g * g);
      state[i] = m;
      state[p + i] = s;
      float direction = m / Math.fma((float) Math.sqrt(s), spread, tiny);
      parameters[i] = Math.fma(-rate, direction, theta * shrink);
    }
  }

  /// β to an integer power by repeated squaring, the same bits on every machine.
  private static double power(double base, long exponent) {
    double result = 1;
    double square = base;
    for (long e = exponent; e > 0; e >>= 1) {
      if ((e & 1) == 1) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }
}
