package dev.carve.core.matrix;

import static dev.carve.core.matrix.ElementaryFunctions.E2;
import static dev.carve.core.matrix.ElementaryFunctions.E3;
import static dev.carve.core.matrix.ElementaryFunctions.E4;
import static dev.carve.core.matrix.ElementaryFunctions.E5;
import static dev.carve.core.matrix.ElementaryFunctions.E6;
import static dev.carve.core.matrix.ElementaryFunctions.ELU_MINIMUM;
import static dev.carve.core.matrix.ElementaryFunctions.EXP_MAXIMUM;
import static dev.carve.core.matrix.ElementaryFunctions.EXP_MINIMUM;
import static dev.carve.core.matrix.ElementaryFunctions.L3;
import static dev.carve.core.matrix.ElementaryFunctions.L5;
import static dev.carve.core.matrix.ElementaryFunctions.L7;
import static dev.carve.core.matrix.ElementaryFunctions.L9;
import static dev.carve.core.matrix.ElementaryFunctions.LEAK;
import static dev.carve.core.matrix.ElementaryFunctions.LN2_HIGH;
import static dev.carve.core.matrix.ElementaryFunctions.LN2_LOW;
import static dev.carve.core.matrix.ElementaryFunctions.LOG2_E;
import static dev.carve.core.matrix.ElementaryFunctions.MANTISSA_BITS;
import static dev.carve.core.matrix.ElementaryFunctions.MANTISSA_MASK;
import static dev.carve.core.matrix.ElementaryFunctions.P11;
import static dev.carve.core.matrix.ElementaryFunctions.P3;
import static dev.carve.core.matrix.ElementaryFunctions.P5;
import static dev.carve.core.matrix.ElementaryFunctions.P7;
import static dev.carve.core.matrix.ElementaryFunctions.P9;
import static dev.carve.core.matrix.ElementaryFunctions.Q2;
import static dev.carve.core.matrix.ElementaryFunctions.Q4;
import static dev.carve.core.matrix.ElementaryFunctions.Q6;
import static dev.carve.core.matrix.ElementaryFunctions.Q8;
import static dev.carve.core.matrix.ElementaryFunctions.ROUNDER;
import static dev.carve.core.matrix.ElementaryFunctions.ROUNDER_BITS;
import static dev.carve.core.matrix.ElementaryFunctions.SQRT_HALF_BITS;
import static dev.carve.core.matrix.ElementaryFunctions.TANH_LIMIT;
import static dev.carve.core.matrix.VectorUnit.FLOATS;
import static dev.carve.core.matrix.VectorUnit.LANES;
import static dev.carve.core.matrix.VectorUnit.all;
import static dev.carve.core.matrix.VectorUnit.power;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// [ElementaryFunctions] on vectors: the same operations in the same order, lane by lane.
final class VectorFunctions {
  /*
   * Each loop holds its whole body. A vector that is passed to a method which the compiler does not put in the caller's place
   * is an object on the heap, so only the smallest methods take or return one.
   */
  private VectorFunctions() {}

  static void tanh(float[] values, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector x = FloatVector.fromArray(FLOATS, values, i);
      FloatVector z = x.blend(TANH_LIMIT, x.compare(VectorOperators.GT, TANH_LIMIT));
      z = z.blend(-TANH_LIMIT, z.compare(VectorOperators.LT, -TANH_LIMIT));
      FloatVector y = z.mul(z);
      FloatVector p = y.fma(all(P11), all(P9));
      p = y.fma(p, all(P7));
      p = y.fma(p, all(P5));
      p = y.fma(p, all(P3));
      p = y.fma(p, all(1f));
      FloatVector q = y.fma(all(Q8), all(Q6));
      q = y.fma(q, all(Q4));
      q = y.fma(q, all(Q2));
      q = y.fma(q, all(1f));
      z.mul(p).div(q).intoArray(values, i);
    }
  }

  static void relu(float[] values, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector x = FloatVector.fromArray(FLOATS, values, i);
      x.blend(0f, x.compare(VectorOperators.LT, 0f)).intoArray(values, i);
    }
  }

  static void leakyRelu(float[] values, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector x = FloatVector.fromArray(FLOATS, values, i);
      x.blend(x.mul(LEAK), x.compare(VectorOperators.LT, 0f)).intoArray(values, i);
    }
  }

  static void sigmoid(float[] values, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector.fromArray(FLOATS, values, i).neg().intoArray(values, i);
    }
    exp(values, 0, length, LANES);
    for (int i = 0; i < length; i += LANES) {
      FloatVector e = FloatVector.fromArray(FLOATS, values, i);
      all(1f).div(e.add(1f)).intoArray(values, i);
    }
  }

  /// The exponential function of a vector at each index from `first`, `stride` apart.
  static void exp(float[] values, int first, int end, int stride) {
    for (int i = first; i < end; i += stride) {
      FloatVector x = FloatVector.fromArray(FLOATS, values, i);
      FloatVector z = x.blend(EXP_MINIMUM, x.compare(VectorOperators.LT, EXP_MINIMUM));
      z = z.blend(EXP_MAXIMUM, z.compare(VectorOperators.GT, EXP_MAXIMUM));
      FloatVector biased = z.fma(all(LOG2_E), all(ROUNDER));
      IntVector k = biased.reinterpretAsInts().sub(ROUNDER_BITS);
      FloatVector whole = biased.sub(ROUNDER);
      FloatVector r = whole.fma(all(-LN2_HIGH), z);
      r = whole.fma(all(-LN2_LOW), r);
      FloatVector p = r.fma(all(E6), all(E5));
      p = r.fma(p, all(E4));
      p = r.fma(p, all(E3));
      p = r.fma(p, all(E2));
      FloatVector mantissa = r.mul(r).fma(p, r).add(1f);
      IntVector half = k.lanewise(VectorOperators.ASHR, 1);
      mantissa.mul(power(half)).mul(power(k.sub(half))).intoArray(values, i);
    }
  }

  static void elu(float[] values, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector x = FloatVector.fromArray(FLOATS, values, i);
      FloatVector z = x.blend(0f, x.compare(VectorOperators.GT, 0f));
      z = z.blend(ELU_MINIMUM, z.compare(VectorOperators.LT, ELU_MINIMUM));
      FloatVector biased = z.fma(all(LOG2_E), all(ROUNDER));
      FloatVector scale = power(biased.reinterpretAsInts().sub(ROUNDER_BITS));
      FloatVector whole = biased.sub(ROUNDER);
      FloatVector r = whole.fma(all(-LN2_HIGH), z);
      r = whole.fma(all(-LN2_LOW), r);
      FloatVector p = r.fma(all(E6), all(E5));
      p = r.fma(p, all(E4));
      p = r.fma(p, all(E3));
      p = r.fma(p, all(E2));
      FloatVector below = scale.fma(r.mul(r).fma(p, r), scale.sub(1f));
      below.blend(x, x.compare(VectorOperators.GT, 0f)).intoArray(values, i);
    }
  }

  static void tanhGradient(float[] values, float[] delta, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector a = FloatVector.fromArray(FLOATS, values, i);
      FloatVector d = FloatVector.fromArray(FLOATS, delta, i);
      d.mul(a.neg().fma(a, all(1f))).intoArray(delta, i);
    }
  }

  static void reluGradient(float[] values, float[] delta, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector a = FloatVector.fromArray(FLOATS, values, i);
      FloatVector d = FloatVector.fromArray(FLOATS, delta, i);
      all(0f).blend(d, a.compare(VectorOperators.GT, 0f)).intoArray(delta, i);
    }
  }

  static void leakyReluGradient(float[] values, float[] delta, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector a = FloatVector.fromArray(FLOATS, values, i);
      FloatVector d = FloatVector.fromArray(FLOATS, delta, i);
      d.mul(LEAK).blend(d, a.compare(VectorOperators.GT, 0f)).intoArray(delta, i);
    }
  }

  static void sigmoidGradient(float[] values, float[] delta, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector a = FloatVector.fromArray(FLOATS, values, i);
      FloatVector d = FloatVector.fromArray(FLOATS, delta, i);
      d.mul(a.mul(all(1f).sub(a))).intoArray(delta, i);
    }
  }

  static void eluGradient(float[] values, float[] delta, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector a = FloatVector.fromArray(FLOATS, values, i);
      FloatVector d = FloatVector.fromArray(FLOATS, delta, i);
      d.mul(a.add(1f)).blend(d, a.compare(VectorOperators.GT, 0f)).intoArray(delta, i);
    }
  }

  /// The cross-entropy of each probability, in place.
  static void crossEntropy(float[] values, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector probability = FloatVector.fromArray(FLOATS, values, i);
      FloatVector x =
          probability.blend(
              Float.MIN_NORMAL, probability.compare(VectorOperators.LT, Float.MIN_NORMAL));
      IntVector bits = x.reinterpretAsInts().sub(SQRT_HALF_BITS);
      FloatVector k =
          (FloatVector)
              bits.lanewise(VectorOperators.ASHR, MANTISSA_BITS).convert(VectorOperators.I2F, 0);
      FloatVector m = bits.and(MANTISSA_MASK).add(SQRT_HALF_BITS).reinterpretAsFloats();
      FloatVector f = m.sub(1f);
      FloatVector s = f.div(m.add(1f));
      FloatVector y = s.mul(s);
      FloatVector p = y.fma(all(L9), all(L7));
      p = y.fma(p, all(L5));
      p = y.fma(p, all(L3));
      FloatVector half = f.mul(0.5f).mul(f);
      FloatVector rest = s.fma(y.fma(p, half), k.mul(LN2_LOW));
      FloatVector loss = k.neg().fma(all(LN2_HIGH), half.sub(rest).sub(f)).add(0f);
      loss.blend(Float.NaN, probability.compare(VectorOperators.NE, probability))
          .intoArray(values, i);
    }
  }
}
