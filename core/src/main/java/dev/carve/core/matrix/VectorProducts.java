package dev.carve.core.matrix;

import static dev.carve.core.matrix.Kernels.PANEL;
import static dev.carve.core.matrix.VectorUnit.FLOATS;
import static dev.carve.core.matrix.VectorUnit.LANES;

import jdk.incubator.vector.FloatVector;

/// Products of a matrix and packed columns, C = S + A·B, each element a chain that begins with its
/// start.
///
/// B is packed sixteen columns side by side, `[inner, 16]`, as panels are.
final class VectorProducts {
  /*
   * A product is built from blocks of eight or four rows by two vectors, whose sums stay in registers. Indices grow by
   * constants, so that the compiler can hoist the bounds checks out of the loops; for that the loops run over rows of B
   * counted from the beginning of its array. Where a panel is one vector long the second vector belongs to the next panel.
   *
   * The last block of rows begins early enough to be whole, and computes some rows again.
   */

  /// From how many rows on {@link #transposed} can be used.
  static final int LEAST_TRANSPOSED = LANES == PANEL ? 8 : Integer.MAX_VALUE;

  /// How many panels two vectors are taken from.
  static final int PANELS = LANES == PANEL ? 2 : 1;

  /* Eight rows by two vectors need more registers than machines with shorter vectors have. */
  private static final boolean HAS_EIGHT = LANES == PANEL;

  private VectorProducts() {}

  /// Where the second of two vectors lies after the first, in panels of so many rows.
  static int secondVector(int rows) {
    return LANES == PANEL ? rows * PANEL : LANES;
  }

  /// All rows of C, as many of its columns as two vectors hold, or sixteen if those are fewer.
  ///
  /// @param a A, row i at aOffset + i·aStride
  /// @param start what the sums of row i begin with, at startOffset + i·startStride
  /// @param b B packed; its first row is bRow, and bSecond further lies the second vector
  /// @param c receives C, row i at cOffset + i·cStride, and cSecond further the second vector
  static void product(
      float[] a,
      int aOffset,
      int aStride,
      int rows,
      int inner,
      float[] start,
      int startOffset,
      int startStride,
      float[] b,
      int bRow,
      int bSecond,
      float[] c,
      int cOffset,
      int cSecond,
      int cStride) {
    int from = aOffset - bRow;
    int done = 0;
    if (HAS_EIGHT && rows >= 8) {
      for (; done < rows - 4; done += 8) {
        int i = Math.min(done, rows - 8);
        int s = startOffset + i * startStride;
        eightByTwo(
            a,
            from + i * aStride,
            aStride,
            start,
            s,
            startStride,
            b,
            bRow,
            inner,
            bSecond,
            c,
            cOffset + i * cStride,
            cSecond,
            cStride);
      }
    }
    if (LANES * 4 > PANEL && rows >= 4) {
      for (; done < rows; done += 4) {
        int i = Math.min(done, rows - 4);
        int s = startOffset + i * startStride;
        fourByTwo(
            a,
            from + i * aStride,
            aStride,
            start,
            s,
            startStride,
            b,
            bRow,
            inner,
            bSecond,
            c,
            cOffset + i * cStride,
            cSecond,
            cStride);
      }
    }
    for (int i = done; i < rows; i++) {
      float s = start[startOffset + i * startStride];
      int into = cOffset + i * cStride;
      if (LANES * 4 > PANEL) {
        oneByTwo(a, from + i * aStride, s, b, bRow, inner, bSecond, c, into, cSecond);
      } else {
        oneByFour(a, from + i * aStride, s, b, bRow, inner, c, into);
      }
    }
  }

  /// The same for the transpose of A, row i of which is column i of A: its elements lie at aOffset
  /// + i and aStride apart. For at least {@link #LEAST_TRANSPOSED} rows; every sum begins with
  ///   zero.
  static void transposed(
      float[] a,
      int aOffset,
      int aStride,
      int rows,
      int inner,
      float[] b,
      int bRow,
      int bSecond,
      float[] c,
      int cOffset,
      int cSecond,
      int cStride) {
    for (int done = 0; done < rows; done += 8) {
      int i = Math.min(done, rows - 8);
      eightByTwoTransposed(
          a,
          aOffset + i,
          aStride,
          b,
          bRow,
          inner,
          bSecond,
          c,
          cOffset + i * cStride,
          cSecond,
          cStride);
    }
  }

  private static void eightByTwo(
      float[] a,
      int aOffset,
      int aStride,
      float[] start,
      int startOffset,
      int startStride,
      float[] b,
      int bRow,
      int inner,
      int bSecond,
      float[] c,
      int cOffset,
      int cSecond,
      int cStride) {
    FloatVector left0 = FloatVector.broadcast(FLOATS, start[startOffset]);
    FloatVector right0 = left0;
    FloatVector left1 = FloatVector.broadcast(FLOATS, start[startOffset + startStride]);
    FloatVector right1 = left1;
    FloatVector left2 = FloatVector.broadcast(FLOATS, start[startOffset + 2 * startStride]);
    FloatVector right2 = left2;
    FloatVector left3 = FloatVector.broadcast(FLOATS, start[startOffset + 3 * startStride]);
    FloatVector right3 = left3;
    FloatVector left4 = FloatVector.broadcast(FLOATS, start[startOffset + 4 * startStride]);
    FloatVector right4 = left4;
    FloatVector left5 = FloatVector.broadcast(FLOATS, start[startOffset + 5 * startStride]);
    FloatVector right5 = left5;
    FloatVector left6 = FloatVector.broadcast(FLOATS, start[startOffset + 6 * startStride]);
    FloatVector right6 = left6;
    FloatVector left7 = FloatVector.broadcast(FLOATS, start[startOffset + 7 * startStride]);
    FloatVector right7 = left7;
    int a0 = aOffset;
    int a1 = a0 + aStride;
    int a2 = a1 + aStride;
    int a3 = a2 + aStride;
    int a4 = a3 + aStride;
    int a5 = a4 + aStride;
    int a6 = a5 + aStride;
    int a7 = a6 + aStride;
    for (int k = bRow; k < bRow + inner; k++) {
      FloatVector left = FloatVector.fromArray(FLOATS, b, k * PANEL);
      FloatVector right = FloatVector.fromArray(FLOATS, b, k * PANEL + bSecond);
      FloatVector factor = FloatVector.broadcast(FLOATS, a[a0 + k]);
      left0 = factor.fma(left, left0);
      right0 = factor.fma(right, right0);
      factor = FloatVector.broadcast(FLOATS, a[a1 + k]);
      left1 = factor.fma(left, left1);
      right1 = factor.fma(right, right1);
      factor = FloatVector.broadcast(FLOATS, a[a2 + k]);
      left2 = factor.fma(left, left2);
      right2 = factor.fma(right, right2);
      factor = FloatVector.broadcast(FLOATS, a[a3 + k]);
      left3 = factor.fma(left, left3);
      right3 = factor.fma(right, right3);
      factor = FloatVector.broadcast(FLOATS, a[a4 + k]);
      left4 = factor.fma(left, left4);
      right4 = factor.fma(right, right4);
      factor = FloatVector.broadcast(FLOATS, a[a5 + k]);
      left5 = factor.fma(left, left5);
      right5 = factor.fma(right, right5);
      factor = FloatVector.broadcast(FLOATS, a[a6 + k]);
      left6 = factor.fma(left, left6);
      right6 = factor.fma(right, right6);
      factor = FloatVector.broadcast(FLOATS, a[a7 + k]);
      left7 = factor.fma(left, left7);
      right7 = factor.fma(right, right7);
    }
    left0.intoArray(c, cOffset);
    right0.intoArray(c, cOffset + cSecond);
    left1.intoArray(c, cOffset + cStride);
    right1.intoArray(c, cOffset + cStride + cSecond);
    left2.intoArray(c, cOffset + 2 * cStride);
    right2.intoArray(c, cOffset + 2 * cStride + cSecond);
    left3.intoArray(c, cOffset + 3 * cStride);
    right3.intoArray(c, cOffset + 3 * cStride + cSecond);
    left4.intoArray(c, cOffset + 4 * cStride);
    right4.intoArray(c, cOffset + 4 * cStride + cSecond);
    left5.intoArray(c, cOffset + 5 * cStride);
    right5.intoArray(c, cOffset + 5 * cStride + cSecond);
    left6.intoArray(c, cOffset + 6 * cStride);
    right6.intoArray(c, cOffset + 6 * cStride + cSecond);
    left7.intoArray(c, cOffset + 7 * cStride);
    right7.intoArray(c, cOffset + 7 * cStride + cSecond);
  }

  /// Eight rows of the transpose of A by two vectors.
  static void eightByTwoTransposed(
      float[] a,
      int aOffset,
      int aStride,
      float[] b,
      int bRow,
      int inner,
      int bSecond,
      float[] c,
      int cOffset,
      int cSecond,
      int cStride) {
    FloatVector left0 = FloatVector.zero(FLOATS);
    FloatVector right0 = left0;
    FloatVector left1 = FloatVector.zero(FLOATS);
    FloatVector right1 = left1;
    FloatVector left2 = FloatVector.zero(FLOATS);
    FloatVector right2 = left2;
    FloatVector left3 = FloatVector.zero(FLOATS);
    FloatVector right3 = left3;
    FloatVector left4 = FloatVector.zero(FLOATS);
    FloatVector right4 = left4;
    FloatVector left5 = FloatVector.zero(FLOATS);
    FloatVector right5 = left5;
    FloatVector left6 = FloatVector.zero(FLOATS);
    FloatVector right6 = left6;
    FloatVector left7 = FloatVector.zero(FLOATS);
    FloatVector right7 = left7;
    int at = aOffset;
    for (int k = bRow; k < bRow + inner; k++) {
      FloatVector left = FloatVector.fromArray(FLOATS, b, k * PANEL);
      FloatVector right = FloatVector.fromArray(FLOATS, b, k * PANEL + bSecond);
      FloatVector factor = FloatVector.broadcast(FLOATS, a[at]);
      left0 = factor.fma(left, left0);
      right0 = factor.fma(right, right0);
      factor = FloatVector.broadcast(FLOATS, a[at + 1]);
      left1 = factor.fma(left, left1);
      right1 = factor.fma(right, right1);
      factor = FloatVector.broadcast(FLOATS, a[at + 2]);
      left2 = factor.fma(left, left2);
      right2 = factor.fma(right, right2);
      factor = FloatVector.broadcast(FLOATS, a[at + 3]);
      left3 = factor.fma(left, left3);
      right3 = factor.fma(right, right3);
      factor = FloatVector.broadcast(FLOATS, a[at + 4]);
      left4 = factor.fma(left, left4);
      right4 = factor.fma(right, right4);
      factor = FloatVector.broadcast(FLOATS, a[at + 5]);
      left5 = factor.fma(left, left5);
      right5 = factor.fma(right, right5);
      factor = FloatVector.broadcast(FLOATS, a[at + 6]);
      left6 = factor.fma(left, left6);
      right6 = factor.fma(right, right6);
      factor = FloatVector.broadcast(FLOATS, a[at + 7]);
      left7 = factor.fma(left, left7);
      right7 = factor.fma(right, right7);
      at += aStride;
    }
    left0.intoArray(c, cOffset);
    right0.intoArray(c, cOffset + cSecond);
    left1.intoArray(c, cOffset + cStride);
    right1.intoArray(c, cOffset + cStride + cSecond);
    left2.intoArray(c, cOffset + 2 * cStride);
    right2.intoArray(c, cOffset + 2 * cStride + cSecond);
    left3.intoArray(c, cOffset + 3 * cStride);
    right3.intoArray(c, cOffset + 3 * cStride + cSecond);
    left4.intoArray(c, cOffset + 4 * cStride);
    right4.intoArray(c, cOffset + 4 * cStride + cSecond);
    left5.intoArray(c, cOffset + 5 * cStride);
    right5.intoArray(c, cOffset + 5 * cStride + cSecond);
    left6.intoArray(c, cOffset + 6 * cStride);
    right6.intoArray(c, cOffset + 6 * cStride + cSecond);
    left7.intoArray(c, cOffset + 7 * cStride);
    right7.intoArray(c, cOffset + 7 * cStride + cSecond);
  }

  private static void fourByTwo(
      float[] a,
      int aOffset,
      int aStride,
      float[] start,
      int startOffset,
      int startStride,
      float[] b,
      int bRow,
      int inner,
      int bSecond,
      float[] c,
      int cOffset,
      int cSecond,
      int cStride) {
    FloatVector left0 = FloatVector.broadcast(FLOATS, start[startOffset]);
    FloatVector right0 = left0;
    FloatVector left1 = FloatVector.broadcast(FLOATS, start[startOffset + startStride]);
    FloatVector right1 = left1;
    FloatVector left2 = FloatVector.broadcast(FLOATS, start[startOffset + 2 * startStride]);
    FloatVector right2 = left2;
    FloatVector left3 = FloatVector.broadcast(FLOATS, start[startOffset + 3 * startStride]);
    FloatVector right3 = left3;
    int a0 = aOffset;
    int a1 = a0 + aStride;
    int a2 = a1 + aStride;
    int a3 = a2 + aStride;
    for (int k = bRow; k < bRow + inner; k++) {
      FloatVector left = FloatVector.fromArray(FLOATS, b, k * PANEL);
      FloatVector right = FloatVector.fromArray(FLOATS, b, k * PANEL + bSecond);
      FloatVector factor = FloatVector.broadcast(FLOATS, a[a0 + k]);
      left0 = factor.fma(left, left0);
      right0 = factor.fma(right, right0);
      factor = FloatVector.broadcast(FLOATS, a[a1 + k]);
      left1 = factor.fma(left, left1);
      right1 = factor.fma(right, right1);
      factor = FloatVector.broadcast(FLOATS, a[a2 + k]);
      left2 = factor.fma(left, left2);
      right2 = factor.fma(right, right2);
      factor = FloatVector.broadcast(FLOATS, a[a3 + k]);
      left3 = factor.fma(left, left3);
      right3 = factor.fma(right, right3);
    }
    left0.intoArray(c, cOffset);
    right0.intoArray(c, cOffset + cSecond);
    left1.intoArray(c, cOffset + cStride);
    right1.intoArray(c, cOffset + cStride + cSecond);
    left2.intoArray(c, cOffset + 2 * cStride);
    right2.intoArray(c, cOffset + 2 * cStride + cSecond);
    left3.intoArray(c, cOffset + 3 * cStride);
    right3.intoArray(c, cOffset + 3 * cStride + cSecond);
  }

  private static void oneByTwo(
      float[] a,
      int aOffset,
      float start,
      float[] b,
      int bRow,
      int inner,
      int bSecond,
      float[] c,
      int cOffset,
      int cSecond) {
    FloatVector leftSum = FloatVector.broadcast(FLOATS, start);
    FloatVector rightSum = leftSum;
    for (int k = bRow; k < bRow + inner; k++) {
      FloatVector factor = FloatVector.broadcast(FLOATS, a[aOffset + k]);
      FloatVector left = FloatVector.fromArray(FLOATS, b, k * PANEL);
      FloatVector right = FloatVector.fromArray(FLOATS, b, k * PANEL + bSecond);
      leftSum = factor.fma(left, leftSum);
      rightSum = factor.fma(right, rightSum);
    }
    leftSum.intoArray(c, cOffset);
    rightSum.intoArray(c, cOffset + cSecond);
  }

  private static void oneByFour(
      float[] a, int aOffset, float start, float[] b, int bRow, int inner, float[] c, int cOffset) {
    FloatVector sum0 = FloatVector.broadcast(FLOATS, start);
    FloatVector sum1 = sum0;
    FloatVector sum2 = sum0;
    FloatVector sum3 = sum0;
    for (int k = bRow; k < bRow + inner; k++) {
      FloatVector factor = FloatVector.broadcast(FLOATS, a[aOffset + k]);
      sum0 = factor.fma(FloatVector.fromArray(FLOATS, b, k * PANEL), sum0);
      sum1 = factor.fma(FloatVector.fromArray(FLOATS, b, k * PANEL + LANES), sum1);
      sum2 = factor.fma(FloatVector.fromArray(FLOATS, b, k * PANEL + 2 * LANES), sum2);
      sum3 = factor.fma(FloatVector.fromArray(FLOATS, b, k * PANEL + 3 * LANES), sum3);
    }
    sum0.intoArray(c, cOffset);
    sum1.intoArray(c, cOffset + LANES);
    sum2.intoArray(c, cOffset + 2 * LANES);
    sum3.intoArray(c, cOffset + 3 * LANES);
  }
}
