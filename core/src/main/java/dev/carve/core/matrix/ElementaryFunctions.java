package dev.carve.core.matrix;

/// Activation functions, exponential and logarithm that give the same bits on every machine.
///
/// They are rational and polynomial approximations, fitted for the smallest largest relative error,
/// in operations that IEEE 754 rounds exactly: fused multiply-add, addition, multiplication,
/// division, minimum and maximum. NaN gives NaN.
public final class ElementaryFunctions {
  /// Slope of the leaky ReLU below zero.
  public static final float LEAK = 0.01f;

  /* From here on tanh is 1 to the precision of a float. */
  private static final float TANH_LIMIT = 9.02f;

  /* eˣ is 0 below the first and infinite above the second. */
  private static final float EXP_MINIMUM = -104f;
  private static final float EXP_MAXIMUM = 89f;

  private static final float LOG2_E = 1.442695f;

  /* ln 2 in two parts; a whole number of up to nine bits times the first is exact. */
  private static final float LN2_HIGH = 355f / 512;
  private static final float LN2_LOW = -2.1219444e-4f;
  private static final double LN2 = 0.6931471805599453;

  /* Adding and subtracting it rounds to the nearest whole number. */
  private static final float ROUNDER = 12_582_912f;

  private static final int SMALLEST_EXPONENT = -150;
  private static final float[] POWERS_OF_TWO = powersOfTwo();

  /*
   * No function branches on its argument, and those of arrays go over them in several short loops, since the compiler
   * evaluates many numbers at once only while the body of a loop is small. They give the bits that the functions of
   * single numbers give.
   */
  private ElementaryFunctions() {}

  private static float[] powersOfTwo() {
    float[] powers = new float[Float.MAX_EXPONENT - SMALLEST_EXPONENT + 1];
    for (int i = 0; i < powers.length; i++) {
      powers[i] = Math.scalb(1f, SMALLEST_EXPONENT + i);
    }
    return powers;
  }

  /// Hyperbolic tangent, within 4 ulp and never beyond ±1.
  ///
  /// @param x any number
  /// @return tanh x
  public static float tanh(float x) {
    return clamped(tanhFraction(clamped(x, TANH_LIMIT)), 1f);
  }

  private static float tanhFraction(float x) {
    float y = x * x;
    float p = Math.fma(y, -1.226231e-11f, 3.0671963e-8f);
    p = Math.fma(y, p, 2.8046215e-5f);
    p = Math.fma(y, p, 0.003870326f);
    p = Math.fma(y, p, 0.13681531f);
    p = Math.fma(y, p, 1f);
    float q = Math.fma(y, 1.289991e-6f, 3.9420987e-4f);
    q = Math.fma(y, q, 0.02725322f);
    q = Math.fma(y, q, 0.47014862f);
    q = Math.fma(y, q, 1f);
    return x * p / q;
  }

  private static float clamped(float x, float limit) {
    return Math.max(-limit, Math.min(limit, x));
  }

  /// Exponential function, within 1 ulp as long as the result is a normal number.
  ///
  /// @param x any number
  /// @return eˣ
  public static float exp(float x) {
    return mantissa(expArgument(x)) * halfPower(x);
  }

  private static float expArgument(float x) {
    return Math.max(EXP_MINIMUM, Math.min(EXP_MAXIMUM, x));
  }

  /// eˣ without its power of two, doubled: 2·e^(x − k·ln 2).
  private static float mantissa(float x) {
    return 2f * (1f + remainder(x, rounded(x)));
  }

  /// Half the power of two of eˣ, 2^(k − 1).
  private static float halfPower(float x) {
    int k = Math.min(Float.MAX_EXPONENT + 1, exponent(x));
    return POWERS_OF_TWO[k - 1 - SMALLEST_EXPONENT];
  }

  private static int exponent(float x) {
    return Math.max(SMALLEST_EXPONENT + 1, (int) rounded(x));
  }

  /// k, the nearest whole number to x / ln 2.
  private static float rounded(float x) {
    return Math.fma(x, LOG2_E, ROUNDER) - ROUNDER;
  }

  /// eʳ − 1 for what k·ln 2 leaves of x, |r| ≤ ½·ln 2.
  private static float remainder(float x, float k) {
    float r = Math.fma(k, -LN2_HIGH, x);
    r = Math.fma(k, -LN2_LOW, r);
    float p = Math.fma(r, 0.0013882517f, 0.0083665475f);
    p = Math.fma(r, p, 0.0416672f);
    p = Math.fma(r, p, 0.16666543f);
    p = Math.fma(r, p, 0.5f);
    return Math.fma(r * r, p, r);
  }

  /// Logistic function, within 2 ulp as long as the result is a normal number.
  ///
  /// @param x any number
  /// @return 1 / (1 + e⁻ˣ)
  public static float sigmoid(float x) {
    return 1f / (1f + exp(-x));
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
    return Math.max(x, LEAK * x);
  }

  /// Exponential linear unit, within 1 ulp.
  ///
  /// @param x any number
  /// @return x above zero, eˣ − 1 below
  public static float elu(float x) {
    float z = eluArgument(x);
    return elu(x, remainder(z, rounded(z)), power(x));
  }

  /// The power of two of eˣ, 2ᵏ, and 1 for x > 0.
  private static float power(float x) {
    return POWERS_OF_TWO[Math.min(0, exponent(x)) - SMALLEST_EXPONENT];
  }

  private static float eluArgument(float x) {
    return Math.max(EXP_MINIMUM, Math.min(0f, x));
  }

  /// eˣ − 1 = 2ᵏ·(eʳ − 1) + (2ᵏ − 1); one of the two summands is zero.
  private static float elu(float x, float remainder, float power) {
    return Math.max(0f, x) + Math.fma(power, remainder, power - 1f);
  }

  /// 1 above zero, 0 at zero and below.
  private static float step(float x) {
    return Math.min(1f, Math.max(0f, x * 0x1p100f * 0x1p100f));
  }

  /// Derivative of [#tanh(float)].
  ///
  /// @param a tanh x
  /// @return 1 − a²
  public static float tanhDerivative(float a) {
    return Math.fma(-a, a, 1f);
  }

  /// Derivative of [#sigmoid(float)].
  ///
  /// @param a the logistic function of x
  /// @return a·(1 − a)
  public static float sigmoidDerivative(float a) {
    return a * (1f - a);
  }

  /// Derivative of [#relu(float)].
  ///
  /// @param x any number
  /// @return 1 above zero, 0 at zero and below
  public static float reluDerivative(float x) {
    return step(x);
  }

  /// Derivative of [#leakyRelu(float)].
  ///
  /// @param x any number
  /// @return 1 above zero, 1 / 100 at zero and below
  public static float leakyReluDerivative(float x) {
    return Math.max(LEAK, step(x));
  }

  /// Derivative of [#elu(float)].
  ///
  /// @param a the exponential linear unit of x
  /// @return 1 above zero, eˣ below
  public static float eluDerivative(float a) {
    return 1f + Math.min(0f, a);
  }

  /// Natural logarithm, to about 14 digits.
  ///
  /// Source of the series: ln m = 2·artanh((m − 1) / (m + 1)).
  ///
  /// @param x a positive, finite, normal number
  /// @return ln x
  public static double log(float x) {
    int bits = Float.floatToRawIntBits(x) - 0x3f3504f3;
    int exponent = bits >> 23;
    double m = Float.intBitsToFloat((bits & 0x7fffff) + 0x3f3504f3);
    double s = (m - 1) / (m + 1);
    double y = s * s;
    double p = Math.fma(y, 2.0 / 17, 2.0 / 15);
    p = Math.fma(y, p, 2.0 / 13);
    p = Math.fma(y, p, 2.0 / 11);
    p = Math.fma(y, p, 2.0 / 9);
    p = Math.fma(y, p, 2.0 / 7);
    p = Math.fma(y, p, 2.0 / 5);
    p = Math.fma(y, p, 2.0 / 3);
    return Math.fma(exponent, LN2, Math.fma(s * y, p, 2 * s));
  }

  /// Hyperbolic tangent of many numbers.
  ///
  /// @param z the numbers
  /// @param a where the results go; may be `z`
  /// @param length how many
  public static void tanh(float[] z, float[] a, int length) {
    for (int i = 0; i < length; i++) {
      a[i] = clamped(z[i], TANH_LIMIT);
    }
    for (int i = 0; i < length; i++) {
      a[i] = tanhFraction(a[i]);
    }
    for (int i = 0; i < length; i++) {
      a[i] = clamped(a[i], 1f);
    }
  }

  /// Exponential function of many numbers.
  ///
  /// @param z the numbers
  /// @param a where the results go; another array than `z`
  /// @param length how many
  public static void exp(float[] z, float[] a, int length) {
    for (int i = 0; i < length; i++) {
      a[i] = expArgument(z[i]);
    }
    for (int i = 0; i < length; i++) {
      a[i] = mantissa(a[i]);
    }
    for (int i = 0; i < length; i++) {
      a[i] *= halfPower(z[i]);
    }
  }

  /// Logistic function of many numbers.
  ///
  /// @param z the numbers
  /// @param a where the results go; another array than `z`
  /// @param length how many
  public static void sigmoid(float[] z, float[] a, int length) {
    for (int i = 0; i < length; i++) {
      a[i] = expArgument(-z[i]);
    }
    for (int i = 0; i < length; i++) {
      a[i] = mantissa(a[i]);
    }
    for (int i = 0; i < length; i++) {
      a[i] *= halfPower(-z[i]);
    }
    for (int i = 0; i < length; i++) {
      a[i] = 1f / (1f + a[i]);
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

  /// Exponential linear unit of many numbers.
  ///
  /// @param z the numbers
  /// @param a where the results go; another array than `z`
  /// @param length how many
  public static void elu(float[] z, float[] a, int length) {
    for (int i = 0; i < length; i++) {
      a[i] = eluArgument(z[i]);
    }
    for (int i = 0; i < length; i++) {
      a[i] = remainder(a[i], rounded(a[i]));
    }
    for (int i = 0; i < length; i++) {
      a[i] = elu(z[i], a[i], power(z[i]));
    }
  }

  /// Multiplies by the derivative of the hyperbolic tangent.
  ///
  /// @param a tanh z
  /// @param delta multiplied in place
  /// @param length how many
  public static void tanhGradient(float[] a, float[] delta, int length) {
    for (int i = 0; i < length; i++) {
      delta[i] *= tanhDerivative(a[i]);
    }
  }

  /// Multiplies by the derivative of the logistic function.
  ///
  /// @param a the logistic function of z
  /// @param delta multiplied in place
  /// @param length how many
  public static void sigmoidGradient(float[] a, float[] delta, int length) {
    for (int i = 0; i < length; i++) {
      delta[i] *= sigmoidDerivative(a[i]);
    }
  }

  /// Multiplies by the derivative of the rectifier.
  ///
  /// @param z pre-activations
  /// @param delta multiplied in place
  /// @param length how many
  public static void reluGradient(float[] z, float[] delta, int length) {
    for (int i = 0; i < length; i++) {
      delta[i] *= reluDerivative(z[i]);
    }
  }

  /// Multiplies by the derivative of the leaky rectifier.
  ///
  /// @param z pre-activations
  /// @param delta multiplied in place
  /// @param length how many
  public static void leakyReluGradient(float[] z, float[] delta, int length) {
    for (int i = 0; i < length; i++) {
      delta[i] *= leakyReluDerivative(z[i]);
    }
  }

  /// Multiplies by the derivative of the exponential linear unit.
  ///
  /// @param a the exponential linear unit of z
  /// @param delta multiplied in place
  /// @param length how many
  public static void eluGradient(float[] a, float[] delta, int length) {
    for (int i = 0; i < length; i++) {
      delta[i] *= eluDerivative(a[i]);
    }
  }
}
