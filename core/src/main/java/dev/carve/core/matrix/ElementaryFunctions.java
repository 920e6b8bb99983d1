package dev.carve.core.matrix;

/// Elementary functions, the same bits on every machine.
public final class ElementaryFunctions {
  /// Slope of the leaky ReLU below zero.
  public static final float LEAK = 0.01f;

  private ElementaryFunctions() {}

  /// Hyperbolic tangent.
  ///
  /// @param x any number
  /// @return tanh x
  public static float tanh(float x) {
    return (float) StrictMath.tanh(x);
  }

  /// Rectifier.
  ///
  /// @param x any number
  /// @return max(0, x)
  public static float relu(float x) {
    return Math.max(0f, x);
  }

  /// Leaky rectifier.
  ///
  /// @param x any number
  /// @return x above zero, x / 100 below
  public static float leakyRelu(float x) {
    return x > 0 ? x : LEAK * x;
  }

  /// Logistic function.
  ///
  /// @param x any number
  /// @return 1 / (1 + e⁻ˣ)
  public static float sigmoid(float x) {
    return (float) (1 / (1 + StrictMath.exp(-x)));
  }

  /// Exponential linear unit.
  ///
  /// @param x any number
  /// @return x above zero, eˣ − 1 below
  public static float elu(float x) {
    return x > 0 ? x : (float) StrictMath.expm1(x);
  }

  /// Exponential function.
  ///
  /// @param x any number
  /// @return eˣ
  public static float exp(float x) {
    return (float) StrictMath.exp(x);
  }

  /// Natural logarithm.
  ///
  /// @param x any number
  /// @return ln x
  public static double log(double x) {
    return StrictMath.log(x);
  }

  /// Hyperbolic tangent of many numbers.
  ///
  /// @param z the numbers
  /// @param a where the results go; may be `z`
  /// @param length how many
  public static void tanh(float[] z, float[] a, int length) {
    for (int i = 0; i < length; i++) {
      a[i] = tanh(z[i]);
    }
  }

  /// Rectifier of many numbers.
  ///
  /// @param z the numbers
  /// @param a where the results go; may be `z`
  /// @param length how many
  public static void relu(float[] z, float[] a, int length) {
    for (int i = 0; i < length; i++) {
      a[i] = relu(z[i]);
    }
  }

  /// Leaky rectifier of many numbers.
  ///
  /// @param z the numbers
  /// @param a where the results go; may be `z`
  /// @param length how many
  public static void leakyRelu(float[] z, float[] a, int length) {
    for (int i = 0; i < length; i++) {
      a[i] = leakyRelu(z[i]);
    }
  }

  /// Logistic function of many numbers.
  ///
  /// @param z the numbers
  /// @param a where the results go; may be `z`
  /// @param length how many
  public static void sigmoid(float[] z, float[] a, int length) {
    for (int i = 0; i < length; i++) {
      a[i] = sigmoid(z[i]);
    }
  }

  /// Exponential linear unit of many numbers.
  ///
  /// @param z the numbers
  /// @param a where the results go; may be `z`
  /// @param length how many
  public static void elu(float[] z, float[] a, int length) {
    for (int i = 0; i < length; i++) {
      a[i] = elu(z[i]);
    }
  }

  /// Multiplies by the derivative of the hyperbolic tangent.
  ///
  /// @param a tanh z
  /// @param delta multiplied in place by 1 − a²
  /// @param length how many
  public static void tanhGradient(float[] a, float[] delta, int length) {
    for (int i = 0; i < length; i++) {
      delta[i] *= Math.fma(-a[i], a[i], 1f);
    }
  }

  /// Multiplies by the derivative of the rectifier.
  ///
  /// @param z pre-activations
  /// @param delta set to zero where z ≤ 0
  /// @param length how many
  public static void reluGradient(float[] z, float[] delta, int length) {
    for (int i = 0; i < length; i++) {
      delta[i] = z[i] > 0 ? delta[i] : 0f;
    }
  }

  /// Multiplies by the derivative of the leaky rectifier.
  ///
  /// @param z pre-activations
  /// @param delta divided by 100 where z ≤ 0
  /// @param length how many
  public static void leakyReluGradient(float[] z, float[] delta, int length) {
    for (int i = 0; i < length; i++) {
      delta[i] *= z[i] > 0 ? 1f : LEAK;
    }
  }

  /// Multiplies by the derivative of the logistic function.
  ///
  /// @param a the logistic function of z
  /// @param delta multiplied in place by a·(1 − a)
  /// @param length how many
  public static void sigmoidGradient(float[] a, float[] delta, int length) {
    for (int i = 0; i < length; i++) {
      delta[i] *= a[i] * (1f - a[i]);
    }
  }

  /// Multiplies by the derivative of the exponential linear unit.
  ///
  /// @param z pre-activations
  /// @param a activations
  /// @param delta multiplied in place by 1 above zero and a + 1 below
  /// @param length how many
  public static void eluGradient(float[] z, float[] a, float[] delta, int length) {
    for (int i = 0; i < length; i++) {
      delta[i] *= z[i] > 0 ? 1f : a[i] + 1f;
    }
  }
}
