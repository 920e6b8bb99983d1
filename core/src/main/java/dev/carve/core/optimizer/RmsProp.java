package dev.carve.core.optimizer;

/// RMSProp: the gradient divided by a running root mean square of itself.
///
/// s ← α·s + (1 − α)·g², θ ← θ − η·g / (√s + ε); with momentum v ← μ·v + g / (√s + ε), θ ← θ − η·v.
/// Weight decay adds λ·θ to g. Source: Tieleman and Hinton, Coursera lecture 6.5, 2012, in
/// PyTorch's form.
///
/// @param alpha α, smoothing, at least 0 and below 1
/// @param epsilon ε, positive
/// @param momentum μ, at least 0 and below 1
/// @param weightDecay λ, not negative
public record RmsProp(double alpha, double epsilon, double momentum, double weightDecay)
    implements Optimizer {
  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException if a value lies outside its range
  public RmsProp {
    Checks.fraction("alpha", alpha);
    Checks.positive("epsilon", epsilon);
    Checks.fraction("momentum", momentum);
    Checks.notNegative("weight-decay", weightDecay);
  }

  /// α = 0.99, ε = 10⁻⁸, no momentum, no weight decay.
  public RmsProp() {
    this(0.99, 1e-8, 0, 0);
  }

  @Override
  public String specName() {
    return "rmsprop";
  }

  @Override
  public int slots() {
    return momentum > 0 ? 2 : 1;
  }

  @Override
  public void apply(
      long step, float learningRate, float[] parameters, float[] gradient, float[] state) {
    Checks.shapes(slots(), parameters, gradient, state);
    int p = parameters.length;
    float smoothing = (float) alpha;
    float rest = (float) (1 - alpha);
    float tiny = (float) epsilon;
    float decay = (float) weightDecay;
    if (momentum == 0) {
      for (int i = 0; i < p; i++) {
        float g = Math.fma(decay, parameters[i], gradient[i]);
        float s = Math.fma(smoothing, state[i], rest * g * g);
        state[i] = s;
        float direction = g / ((float) Math.sqrt(s) + tiny);
        parameters[i] = Math.fma(-learningRate, direction, parameters[i]);
      }
    } else {
      float inertia = (float) momentum;
      for (int i = 0; i < p; i++) {
        float g = Math.fma(decay, parameters[i], gradient[i]);
        float s = Math.fma(smoothing, state[i], rest * g * g);
        state[i] = s;
        float direction = g / ((float) Math.sqrt(s) + tiny);
        float velocity = Math.fma(inertia, state[p + i], direction);
        state[p + i] = velocity;
        parameters[i] = Math.fma(-learningRate, velocity, parameters[i]);
      }
    }
  }
}
