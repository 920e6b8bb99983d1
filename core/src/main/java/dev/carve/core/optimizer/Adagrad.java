package dev.carve.core.optimizer;

/// Adagrad: the gradient divided by the root of the sum of all its squares so far.
///
/// s ← s + g², θ ← θ − η / (1 + t·δ)·g / (√s + ε). Weight decay adds λ·θ to g. Source: Duchi, Hazan
/// and Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization", JMLR
/// 12, 2011, in PyTorch's form.
///
/// @param learningRateDecay δ, not negative
/// @param epsilon ε, positive
/// @param weightDecay λ, not negative
public record Adagrad(double learningRateDecay, double epsilon, double weightDecay)
    implements Optimizer {
  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException if a value lies outside its range
  public Adagrad {
    Checks.notNegative("learning-rate-decay", learningRateDecay);
    Checks.positive("epsilon", epsilon);
    Checks.notNegative("weight-decay", weightDecay);
  }

  /// No decay of any kind, ε = 10⁻¹⁰.
  public Adagrad() {
    this(0, 1e-10, 0);
  }

  @Override
  public String specName() {
    return "adagrad";
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void apply(
      long step, float learningRate, float[] parameters, float[] gradient, float[] state) {
    Checks.shapes(slots(), parameters, gradient, state);
    float rate = (float) (learningRate / (1 + step * learningRateDecay));
    float tiny = (float) epsilon;
    float decay = (float) weightDecay;
    for (int i = 0; i < parameters.length; i++) {
      float g = Math.fma(decay, parameters[i], gradient[i]);
      float s = Math.fma(g, g, state[i]);
      state[i] = s;
      float direction = g / ((float) Math.sqrt(s) + tiny);
      parameters[i] = Math.fma(-rate, direction, parameters[i]);
    }
  }
}
