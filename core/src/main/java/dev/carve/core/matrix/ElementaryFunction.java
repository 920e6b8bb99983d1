package dev.carve.core.matrix;

import static dev.carve.core.matrix.ElementaryFunctions.LEAK;

/// A function of one number that kernels apply to many.
public enum ElementaryFunction {
  /// Hyperbolic tangent.
  TANH,
  /// max(0, z).
  RELU,
  /// z above zero and z / 100 below.
  LEAKY_RELU,
  /// 1 / (1 + e⁻ᶻ).
  SIGMOID,
  /// z above zero and eᶻ − 1 below.
  ELU,
  /// z itself.
  IDENTITY;

  /// {@return the function at one point}
  ///
  /// @param z any number; NaN gives NaN
  public float apply(float z) {
    return switch (this) {
      case TANH -> ElementaryFunctions.tanh(z);
      case RELU -> ElementaryFunctions.relu(z);
      case LEAKY_RELU -> ElementaryFunctions.leakyRelu(z);
      case SIGMOID -> ElementaryFunctions.sigmoid(z);
      case ELU -> ElementaryFunctions.elu(z);
      case IDENTITY -> z;
    };
  }

  /// {@return a gradient multiplied by the derivative; at a kink by the one from below}
  ///
  /// @param a the function's value f(z), which tells the derivative
  /// @param delta ∂L/∂f
  public float differentiate(float a, float delta) {
    return switch (this) {
      case TANH -> delta * Math.fma(-a, a, 1f);
      case RELU -> a > 0 ? delta : 0f;
      case LEAKY_RELU -> a > 0 ? delta : LEAK * delta;
      case SIGMOID -> delta * (a * (1f - a));
      case ELU -> a > 0 ? delta : delta * (1f + a);
      case IDENTITY -> delta;
    };
  }
}
