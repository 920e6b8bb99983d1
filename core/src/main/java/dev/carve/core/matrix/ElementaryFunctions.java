package dev.carve.core.matrix;

/// Activation functions, exponential and cross-entropy that give the same bits on every machine.
///
/// They are rational and polynomial approximations, fitted for the smallest largest relative error,
/// in operations that IEEE 754 rounds exactly: fused multiply-add, addition, multiplication and
/// division. NaN gives NaN. [VectorFunctions] takes the same operations in the same order.
public final class ElementaryFunctions {
  /// Slope of the leaky ReLU below zero.
  public static final float LEAK = 0.01f;

  /* The fraction is 1 here, not greater before, and tanh is 1 to four units in the last place. */
  static final float TANH_LIMIT = 8.0118065f;

  /* The numerator's coefficients of x¹¹, x⁹ … x³, and the denominator's of x⁸, x⁶, x⁴, x². */
  static final float P11 = -1.226231e-11f;
  static final float P9 = 3.0671963e-8f;
  static final float P7 = 2.8046215e-5f;
  static final float P5 = 0.003870326f;
  static final float P3 = 0.13681531f;
  static final float Q8 = 1.289991e-6f;
  static final float Q6 = 3.9420987e-4f;
  static final float Q4 = 0.02725322f;
  static final float Q2 = 0.47014862f;

  /* eˣ is 0 below the first and infinite above the second. */
  static final float EXP_MINIMUM = -104f;
  static final float EXP_MAXIMUM = 89f;

  /* eˣ − 1 is −1 to the precision of a float below this. */
  static final float ELU_MINIMUM = -20f;

  static final float LOG2_E = 1.442695f;

  /* ln 2 in two parts; a whole number of up to nine bits times the first is exact. */
  static final float LN2_HIGH = 355f / 512;
  static final float LN2_LOW = -2.1219444e-4f;

  /* Added to a number it leaves the nearest whole number k in the last bits. */
  static final float ROUNDER = 12_582_912f;
  static final int ROUNDER_BITS = 0x4b400000;

  /* The coefficients of r², r³ … r⁶ in eʳ − 1 − r. */
  static final float E2 = 0.5f;
  static final float E3 = 0.16666543f;
  static final float E4 = 0.0416672f;
  static final float E5 = 0.0083665475f;
  static final float E6 = 0.0013882517f;

  /* 2 / 3, 2 / 5, 2 / 7 and 2 / 9: the coefficients of the series of artanh. */
  static final float L3 = 2f / 3;
  static final float L5 = 2f / 5;
  static final float L7 = 2f / 7;
  static final float L9 = 2f / 9;

  /* The bits of √½, from which to 2·√½ a mantissa is taken. */
  static final int SQRT_HALF_BITS = 0x3f3504f3;
  static final int MANTISSA_MASK = 0x7fffff;
  static final int MANTISSA_BITS = 23;
  static final int EXPONENT_BIAS = 127;

  private ElementaryFunctions() {}

  /// Hyperbolic tangent, within 5 ulp and never beyond ±1.
  ///
  /// @param x any number
  /// @return tanh x
  public static float tanh(float x) {
    float z = x > TANH_LIMIT ? TANH_LIMIT : x;
    z = z < -TANH_LIMIT ? -TANH_LIMIT : z;
    float y = z * z;
    float p = Math.fma(y, P11, P9);
    p = Math.fma(y, p, P7);
    p = Math.fma(y, p, P5);
    p = Math.fma(y, p, P3);
    p = Math.fma(y, p, 1f);
    float q = Math.fma(y, Q8, Q6);
    q = Math.fma(y, q, Q4);
    q = Math.fma(y, q, Q2);
    q = Math.fma(y, q, 1f);
    return z * p / q;
  }

  /// Exponential function, within 1 ulp as long as the result is a normal number.
  ///
  /// @param x any number
  /// @return eˣ
  public static float exp(float x) {
    float z = x < EXP_MINIMUM ? EXP_MINIMUM : x;
    z = z > EXP_MAXIMUM ? EXP_MAXIMUM : z;
    float biased = Math.fma(z, LOG2_E, ROUNDER);
    int k = Float.floatToRawIntBits(biased) - ROUNDER_BITS;
    float mantissa = 1f + remainder(z, biased - ROUNDER);
    /* In two factors, since 2ᵏ itself need not be a normal number. */
    int half = k >> 1;
    return mantissa * power(half) * power(k - half);
  }

  /// eʳ − 1 for what k·ln 2 leaves of x, |r| ≤ ½·ln 2.
  private static float remainder(float x, float k) {
    float r = Math.fma(k, -LN2_HIGH, x);
    r = Math.fma(k, -LN2_LOW, r);
    float p = Math.fma(r, E6, E5);
    p = Math.fma(r, p, E4);
    p = Math.fma(r, p, E3);
    p = Math.fma(r, p, E2);
    return Math.fma(r * r, p, r);
  }

  /// 2ᵏ, a normal number.
  private static float power(int k) {
    return Float.intBitsToFloat((k + EXPONENT_BIAS) << MANTISSA_BITS);
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
    return x < 0 ? 0f : x;
  }

  /// Leaky rectifier.
  ///
  /// @param x any number
  /// @return x above zero, x / 100 below
  public static float leakyRelu(float x) {
    return x < 0 ? LEAK * x : x;
  }

  /// Exponential linear unit, within 1 ulp.
  ///
  /// @param x any number
  /// @return x above zero, eˣ − 1 below
  public static float elu(float x) {
    float z = x > 0 ? 0f : x;
    z = z < ELU_MINIMUM ? ELU_MINIMUM : z;
    float biased = Math.fma(z, LOG2_E, ROUNDER);
    float scale = power(Float.floatToRawIntBits(biased) - ROUNDER_BITS);
    /* eˣ − 1 = 2ᵏ·(eʳ − 1) + (2ᵏ − 1) */
    float below = Math.fma(scale, remainder(z, biased - ROUNDER), scale - 1f);
    return x > 0 ? x : below;
  }

  /// The loss of an example whose label was given this probability, −ln p, within 1 ulp.
  ///
  /// Source of the series: ln m = 2·artanh((m − 1) / (m + 1)).
  ///
  /// @param probability p, from 0 to 1
  /// @return −ln p in nats, at most 87.4 since p is taken to be no smaller than the smallest normal
  ///   float
  public static float crossEntropy(float probability) {
    float x = probability < Float.MIN_NORMAL ? Float.MIN_NORMAL : probability;
    int bits = Float.floatToRawIntBits(x) - SQRT_HALF_BITS;
    float k = bits >> MANTISSA_BITS;
    float m = Float.intBitsToFloat((bits & MANTISSA_MASK) + SQRT_HALF_BITS);
    float f = m - 1f;
    float s = f / (m + 1f);
    float y = s * s;
    float p = Math.fma(y, L9, L7);
    p = Math.fma(y, p, L5);
    p = Math.fma(y, p, L3);
    /* ln m = f − f²/2 + s·(f²/2 + y·p): f is exact, and what follows is small. */
    float half = 0.5f * f * f;
    float rest = Math.fma(s, Math.fma(y, p, half), k * LN2_LOW);
    float loss = Math.fma(-k, LN2_HIGH, half - rest - f);
    return Float.isNaN(probability) ? Float.NaN : loss + 0f;
  }
}
