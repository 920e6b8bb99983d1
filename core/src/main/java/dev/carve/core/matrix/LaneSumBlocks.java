package dev.carve.core.matrix;

import static dev.carve.core.matrix.Kernels.PANEL;
import static dev.carve.core.matrix.VectorUnit.FLIP_1;
import static dev.carve.core.matrix.VectorUnit.FLIP_2;
import static dev.carve.core.matrix.VectorUnit.FLIP_4;
import static dev.carve.core.matrix.VectorUnit.FLIP_8;
import static dev.carve.core.matrix.VectorUnit.FLOATS;
import static dev.carve.core.matrix.VectorUnit.HAS_1;
import static dev.carve.core.matrix.VectorUnit.HAS_2;
import static dev.carve.core.matrix.VectorUnit.HAS_4;
import static dev.carve.core.matrix.VectorUnit.HAS_8;

import jdk.incubator.vector.FloatVector;

/// Sums along the lanes of panels, sixteen at a time, where a panel is one vector long.
final class LaneSumBlocks {
  /*
   * Sixteen vectors of partial sums stay in registers, and become one whose lane i is the sum of vector i: with each halving,
   * two vectors become one that holds half the partial sums of both. Indices beyond the last row are those of the last row,
   * and what comes of it is left out by the caller.
   */
  private LaneSumBlocks() {}

  /// Sums Σδ·x of four units with four inputs.
  ///
  /// @param delta panels, `[count, units, 16]`
  /// @param x panels, `[count, inputs, 16]`
  /// @param sums receives `[4, 4]`
  static void fourByFour(
      float[] delta,
      int unit,
      int units,
      float[] x,
      int input,
      int inputs,
      int count,
      float[] sums) {
    int d0 = unit * PANEL;
    int d1 = Math.min(unit + 1, units - 1) * PANEL;
    int d2 = Math.min(unit + 2, units - 1) * PANEL;
    int d3 = Math.min(unit + 3, units - 1) * PANEL;
    int x0 = input * PANEL;
    int x1 = Math.min(input + 1, inputs - 1) * PANEL;
    int x2 = Math.min(input + 2, inputs - 1) * PANEL;
    int x3 = Math.min(input + 3, inputs - 1) * PANEL;
    FloatVector sum0 = FloatVector.zero(FLOATS);
    FloatVector sum1 = FloatVector.zero(FLOATS);
    FloatVector sum2 = FloatVector.zero(FLOATS);
    FloatVector sum3 = FloatVector.zero(FLOATS);
    FloatVector sum4 = FloatVector.zero(FLOATS);
    FloatVector sum5 = FloatVector.zero(FLOATS);
    FloatVector sum6 = FloatVector.zero(FLOATS);
    FloatVector sum7 = FloatVector.zero(FLOATS);
    FloatVector sum8 = FloatVector.zero(FLOATS);
    FloatVector sum9 = FloatVector.zero(FLOATS);
    FloatVector sum10 = FloatVector.zero(FLOATS);
    FloatVector sum11 = FloatVector.zero(FLOATS);
    FloatVector sum12 = FloatVector.zero(FLOATS);
    FloatVector sum13 = FloatVector.zero(FLOATS);
    FloatVector sum14 = FloatVector.zero(FLOATS);
    FloatVector sum15 = FloatVector.zero(FLOATS);
    int d = 0;
    int k = 0;
    for (int panel = 0; panel < count; panel++) {
      FloatVector first = FloatVector.fromArray(FLOATS, x, k + x0);
      FloatVector second = FloatVector.fromArray(FLOATS, x, k + x1);
      FloatVector third = FloatVector.fromArray(FLOATS, x, k + x2);
      FloatVector fourth = FloatVector.fromArray(FLOATS, x, k + x3);
      FloatVector factor = FloatVector.fromArray(FLOATS, delta, d + d0);
      sum0 = factor.fma(first, sum0);
      sum1 = factor.fma(second, sum1);
      sum2 = factor.fma(third, sum2);
      sum3 = factor.fma(fourth, sum3);
      factor = FloatVector.fromArray(FLOATS, delta, d + d1);
      sum4 = factor.fma(first, sum4);
      sum5 = factor.fma(second, sum5);
      sum6 = factor.fma(third, sum6);
      sum7 = factor.fma(fourth, sum7);
      factor = FloatVector.fromArray(FLOATS, delta, d + d2);
      sum8 = factor.fma(first, sum8);
      sum9 = factor.fma(second, sum9);
      sum10 = factor.fma(third, sum10);
      sum11 = factor.fma(fourth, sum11);
      factor = FloatVector.fromArray(FLOATS, delta, d + d3);
      sum12 = factor.fma(first, sum12);
      sum13 = factor.fma(second, sum13);
      sum14 = factor.fma(third, sum14);
      sum15 = factor.fma(fourth, sum15);
      d += units * PANEL;
      k += inputs * PANEL;
    }
    sum0 = sum0.blend(sum8, HAS_8).add(sum8.blend(sum0, HAS_8).rearrange(FLIP_8));
    sum1 = sum1.blend(sum9, HAS_8).add(sum9.blend(sum1, HAS_8).rearrange(FLIP_8));
    sum2 = sum2.blend(sum10, HAS_8).add(sum10.blend(sum2, HAS_8).rearrange(FLIP_8));
    sum3 = sum3.blend(sum11, HAS_8).add(sum11.blend(sum3, HAS_8).rearrange(FLIP_8));
    sum4 = sum4.blend(sum12, HAS_8).add(sum12.blend(sum4, HAS_8).rearrange(FLIP_8));
    sum5 = sum5.blend(sum13, HAS_8).add(sum13.blend(sum5, HAS_8).rearrange(FLIP_8));
    sum6 = sum6.blend(sum14, HAS_8).add(sum14.blend(sum6, HAS_8).rearrange(FLIP_8));
    sum7 = sum7.blend(sum15, HAS_8).add(sum15.blend(sum7, HAS_8).rearrange(FLIP_8));
    sum0 = sum0.blend(sum4, HAS_4).add(sum4.blend(sum0, HAS_4).rearrange(FLIP_4));
    sum1 = sum1.blend(sum5, HAS_4).add(sum5.blend(sum1, HAS_4).rearrange(FLIP_4));
    sum2 = sum2.blend(sum6, HAS_4).add(sum6.blend(sum2, HAS_4).rearrange(FLIP_4));
    sum3 = sum3.blend(sum7, HAS_4).add(sum7.blend(sum3, HAS_4).rearrange(FLIP_4));
    sum0 = sum0.blend(sum2, HAS_2).add(sum2.blend(sum0, HAS_2).rearrange(FLIP_2));
    sum1 = sum1.blend(sum3, HAS_2).add(sum3.blend(sum1, HAS_2).rearrange(FLIP_2));
    sum0 = sum0.blend(sum1, HAS_1).add(sum1.blend(sum0, HAS_1).rearrange(FLIP_1));
    sum0.intoArray(sums, 0);
  }

  /// Sums Σδ of sixteen units.
  ///
  /// @param delta panels, `[count, units, 16]`
  /// @param sums receives `[16]`
  static void sixteen(float[] delta, int unit, int units, int count, float[] sums) {
    int d0 = unit * PANEL;
    int d1 = Math.min(unit + 1, units - 1) * PANEL;
    int d2 = Math.min(unit + 2, units - 1) * PANEL;
    int d3 = Math.min(unit + 3, units - 1) * PANEL;
    int d4 = Math.min(unit + 4, units - 1) * PANEL;
    int d5 = Math.min(unit + 5, units - 1) * PANEL;
    int d6 = Math.min(unit + 6, units - 1) * PANEL;
    int d7 = Math.min(unit + 7, units - 1) * PANEL;
    int d8 = Math.min(unit + 8, units - 1) * PANEL;
    int d9 = Math.min(unit + 9, units - 1) * PANEL;
    int d10 = Math.min(unit + 10, units - 1) * PANEL;
    int d11 = Math.min(unit + 11, units - 1) * PANEL;
    int d12 = Math.min(unit + 12, units - 1) * PANEL;
    int d13 = Math.min(unit + 13, units - 1) * PANEL;
    int d14 = Math.min(unit + 14, units - 1) * PANEL;
    int d15 = Math.min(unit + 15, units - 1) * PANEL;
    FloatVector sum0 = FloatVector.zero(FLOATS);
    FloatVector sum1 = FloatVector.zero(FLOATS);
    FloatVector sum2 = FloatVector.zero(FLOATS);
    FloatVector sum3 = FloatVector.zero(FLOATS);
    FloatVector sum4 = FloatVector.zero(FLOATS);
    FloatVector sum5 = FloatVector.zero(FLOATS);
    FloatVector sum6 = FloatVector.zero(FLOATS);
    FloatVector sum7 = FloatVector.zero(FLOATS);
    FloatVector sum8 = FloatVector.zero(FLOATS);
    FloatVector sum9 = FloatVector.zero(FLOATS);
    FloatVector sum10 = FloatVector.zero(FLOATS);
    FloatVector sum11 = FloatVector.zero(FLOATS);
    FloatVector sum12 = FloatVector.zero(FLOATS);
    FloatVector sum13 = FloatVector.zero(FLOATS);
    FloatVector sum14 = FloatVector.zero(FLOATS);
    FloatVector sum15 = FloatVector.zero(FLOATS);
    int d = 0;
    for (int panel = 0; panel < count; panel++) {
      sum0 = sum0.add(FloatVector.fromArray(FLOATS, delta, d + d0));
      sum1 = sum1.add(FloatVector.fromArray(FLOATS, delta, d + d1));
      sum2 = sum2.add(FloatVector.fromArray(FLOATS, delta, d + d2));
      sum3 = sum3.add(FloatVector.fromArray(FLOATS, delta, d + d3));
      sum4 = sum4.add(FloatVector.fromArray(FLOATS, delta, d + d4));
      sum5 = sum5.add(FloatVector.fromArray(FLOATS, delta, d + d5));
      sum6 = sum6.add(FloatVector.fromArray(FLOATS, delta, d + d6));
      sum7 = sum7.add(FloatVector.fromArray(FLOATS, delta, d + d7));
      sum8 = sum8.add(FloatVector.fromArray(FLOATS, delta, d + d8));
      sum9 = sum9.add(FloatVector.fromArray(FLOATS, delta, d + d9));
      sum10 = sum10.add(FloatVector.fromArray(FLOATS, delta, d + d10));
      sum11 = sum11.add(FloatVector.fromArray(FLOATS, delta, d + d11));
      sum12 = sum12.add(FloatVector.fromArray(FLOATS, delta, d + d12));
      sum13 = sum13.add(FloatVector.fromArray(FLOATS, delta, d + d13));
      sum14 = sum14.add(FloatVector.fromArray(FLOATS, delta, d + d14));
      sum15 = sum15.add(FloatVector.fromArray(FLOATS, delta, d + d15));
      d += units * PANEL;
    }
    sum0 = sum0.blend(sum8, HAS_8).add(sum8.blend(sum0, HAS_8).rearrange(FLIP_8));
    sum1 = sum1.blend(sum9, HAS_8).add(sum9.blend(sum1, HAS_8).rearrange(FLIP_8));
    sum2 = sum2.blend(sum10, HAS_8).add(sum10.blend(sum2, HAS_8).rearrange(FLIP_8));
    sum3 = sum3.blend(sum11, HAS_8).add(sum11.blend(sum3, HAS_8).rearrange(FLIP_8));
    sum4 = sum4.blend(sum12, HAS_8).add(sum12.blend(sum4, HAS_8).rearrange(FLIP_8));
    sum5 = sum5.blend(sum13, HAS_8).add(sum13.blend(sum5, HAS_8).rearrange(FLIP_8));
    sum6 = sum6.blend(sum14, HAS_8).add(sum14.blend(sum6, HAS_8).rearrange(FLIP_8));
    sum7 = sum7.blend(sum15, HAS_8).add(sum15.blend(sum7, HAS_8).rearrange(FLIP_8));
    sum0 = sum0.blend(sum4, HAS_4).add(sum4.blend(sum0, HAS_4).rearrange(FLIP_4));
    sum1 = sum1.blend(sum5, HAS_4).add(sum5.blend(sum1, HAS_4).rearrange(FLIP_4));
    sum2 = sum2.blend(sum6, HAS_4).add(sum6.blend(sum2, HAS_4).rearrange(FLIP_4));
    sum3 = sum3.blend(sum7, HAS_4).add(sum7.blend(sum3, HAS_4).rearrange(FLIP_4));
    sum0 = sum0.blend(sum2, HAS_2).add(sum2.blend(sum0, HAS_2).rearrange(FLIP_2));
    sum1 = sum1.blend(sum3, HAS_2).add(sum3.blend(sum1, HAS_2).rearrange(FLIP_2));
    sum0 = sum0.blend(sum1, HAS_1).add(sum1.blend(sum0, HAS_1).rearrange(FLIP_1));
    sum0.intoArray(sums, 0);
  }
}
