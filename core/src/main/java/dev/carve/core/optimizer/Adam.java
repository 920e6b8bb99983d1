package dev.carve.core.optimizer;

/// Adam: running means of the gradient and of its square, both corrected for their start at zero.
///
/// m ← β₁·m + (1 − β₁)·g, s ← β₂·s + (1 − β₂)·g², θ ← θ − η / (1 − β₁ᵗ)·m / (√s / √(1 − β₂ᵗ) + ε),
/// t counted from 1. Weight decay adds λ·θ to g. Source: Kingma and Ba, "Adam: A Method for
/// Stochastic Optimization", ICLR 2015, in PyTorch's form.
///
/// @param beta1 β₁, at least 0 and below 1
/// @param beta2 β₂, at least 0 and below 1
/// @param epsilon ε, positive
/// @param weightDecay λ, not negative
public record Adam(double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {
  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException if a value lies outside its range
  public Adam {
    Checks.fraction("beta1", beta1);
    Checks.fraction("beta2", beta2);
    Checks.positive("epsilon", epsilon);
    Checks.notNegative("weight-decay", weightDecay);
  }

  /// β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸, no weight decay.
  public Adam() {
    this(0.9, 0.999, 1e-8, 0);
  }

  @Override
  public String specName() {
    return "adam";
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void apply(
      long step, float learningRate, float[] parameters, float[] gradient, float[] state) {
    Checks.shapes(slots(), parameters, gradient, state);
    AdamMoments.apply(
        step,
        learningRate,
        beta1,
        beta2,
        epsilon,
        (float) weightDecay,
        1f,
        parameters,
        gradient,
        state);
  }
}
