package dev.carve.core.optimizer;

/// Stochastic gradient descent, θ ← θ − η·v, with momentum v ← μ·v + g and weight decay g ← g +
/// λ·θ.
///
/// With Nesterov's momentum the step is η·(g + μ·v). Without momentum v = g and nothing is
/// remembered. Source: Sutskever et al., "On the importance of initialization and momentum in deep
/// learning", ICML 2013, in PyTorch's form.
///
/// @param momentum μ, at least 0 and below 1
/// @param nesterov whether to look ahead; needs momentum
/// @param weightDecay λ, not negative
public record Sgd(double momentum, boolean nesterov, double weightDecay) implements Optimizer {
  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException if a value lies outside its range
  public Sgd {
    Checks.fraction("momentum", momentum);
    Checks.notNegative("weight-decay", weightDecay);
    if (nesterov && momentum == 0) {
      throw new IllegalArgumentException("nesterov must come with momentum: momentum=0.0");
    }
  }

  /// Plain descent.
  public Sgd() {
    this(0, false, 0);
  }

  @Override
  public String specName() {
    return "sgd";
  }

  @Override
  public int slots() {
    return momentum > 0 ? 1 : 0;
  }

  @Override
  public void apply(
      long step, float learningRate, float[] parameters, float[] gradient, float[] state) {
    Checks.shapes(slots(), parameters, gradient, state);
    float decay = (float) weightDecay;
    if (momentum == 0) {
      descend(learningRate, decay, parameters, gradient);
    } else if (nesterov) {
      descendLookingAhead(learningRate, (float) momentum, decay, parameters, gradient, state);
    } else {
      descendWithMomentum(learningRate, (float) momentum, decay, parameters, gradient, state);
    }
  }

  private static void descend(float rate, float decay, float[] parameters, float[] gradient) {
    for (int i = 0; i < parameters.length; i++) {
      float g = Math.fma(decay, parameters[i], gradient[i]);
      parameters[i] = Math.fma(-rate, g, parameters[i]);
    }
  }

  private static void descendWithMomentum(
      float rate, float momentum, float decay, float[] parameters, float[] gradient, float[] v) {
    for (int i = 0; i < parameters.length; i++) {
      float g = Math.fma(decay, parameters[i], gradient[i]);
      float velocity = Math.fma(momentum, v[i], g);
      v[i] = velocity;
      parameters[i] = Math.fma(-rate, velocity, parameters[i]);
    }
  }

  private static void descendLookingAhead(
      float rate, float momentum, float decay, float[] parameters, float[] gradient, float[] v) {
    for (int i = 0; i < parameters.length; i++) {
      float g = Math.fma(decay, parameters[i], gradient[i]);
      float velocity = Math.fma(momentum, v[i], g);
      v[i] = velocity;
      parameters[i] = Math.fma(-rate, Math.fma(momentum, velocity, g), parameters[i]);
    }
  }
}
