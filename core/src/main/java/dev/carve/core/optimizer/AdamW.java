package dev.carve.core.optimizer;

/// Adam with weight decay kept apart from the gradient: θ ← θ·(1 − η·λ) before the step.
///
/// Source: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, in PyTorch's
/// form.
///
/// @param beta1 β₁, at least 0 and below 1
/// @param beta2 β₂, at least 0 and below 1
/// @param epsilon ε, positive
/// @param weightDecay λ, not negative
public record AdamW(double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {
  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException if a value lies outside its range
  public AdamW {
    Checks.fraction("beta1", beta1);
    Checks.fraction("beta2", beta2);
    Checks.positive("epsilon", epsilon);
    Checks.notNegative("weight-decay", weightDecay);
  }

  /// β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸, λ = 0.01.
  public AdamW() {
    this(0.9, 0.999, 1e-8, 0.01);
  }

  @Override
  public String specName() {
    return "adamw";
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void apply(
      long step, float learningRate, float[] parameters, float[] gradient, float[] state) {
    Checks.shapes(slots(), parameters, gradient, state);
    float shrink = (float) (1 - learningRate * weightDecay);
    AdamMoments.apply(
        step, learningRate, beta1, beta2, epsilon, 0f, shrink, parameters, gradient, state);
  }
}
