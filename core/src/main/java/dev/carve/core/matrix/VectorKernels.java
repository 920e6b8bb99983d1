package dev.carve.core.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The kernels on the vector unit, lanes along the columns.
///
/// A lane does for its column what [ScalarKernels] does for one, in the same order, so that the
/// bits are the same on vectors of any length. Needs the module `jdk.incubator.vector`.
public final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /* So many rows of B, two vectors wide, stay in the first-level cache while all rows of A pass by. */
  private static final int INNER_BLOCK = 256;

  private static final int BLOCK_ROWS = 4;

  /// Kernels for the longest vectors of this machine.
  public VectorKernels() {}

  @Override
  public void multiplyAdd(
      float[] a,
      int aOffset,
      int aRowStride,
      int aColumnStride,
      float[] b,
      float[] c,
      int cOffset,
      int rows,
      int inner,
      int columns) {
    int vectorColumns = SPECIES.loopBound(columns);
    for (int k = 0; k < inner; k += INNER_BLOCK) {
      int depth = Math.min(INNER_BLOCK, inner - k);
      int from = aOffset + k * aColumnStride;
      int j = 0;
      for (; j + 2 * LANES <= columns; j += 2 * LANES) {
        twoVectors(
            a,
            from,
            aRowStride,
            aColumnStride,
            b,
            k * columns + j,
            c,
            cOffset + j,
            rows,
            depth,
            columns);
      }
      if (j < vectorColumns) {
        oneVector(
            a,
            from,
            aRowStride,
            aColumnStride,
            b,
            k * columns + j,
            c,
            cOffset + j,
            rows,
            depth,
            columns);
      }
    }
    ScalarKernels.multiplyAddColumns(
        a, aOffset, aRowStride, aColumnStride, b, vectorColumns, c, cOffset, rows, inner, columns);
  }

  /// All rows of C, two vectors of its columns.
  private static void twoVectors(
      float[] a,
      int aOffset,
      int aRowStride,
      int aColumnStride,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      int rows,
      int inner,
      int columns) {
    int i = 0;
    for (; i + BLOCK_ROWS <= rows; i += BLOCK_ROWS) {
      int row = aOffset + i * aRowStride;
      fourByTwo(
          a, row, aRowStride, aColumnStride, b, bOffset, c, cOffset + i * columns, inner, columns);
    }
    for (; i < rows; i++) {
      int row = aOffset + i * aRowStride;
      int into = cOffset + i * columns;
      oneByTwo(a, row, aColumnStride, b, bOffset, c, into, inner, columns);
    }
  }

  private static void fourByTwo(
      float[] a,
      int aOffset,
      int aRowStride,
      int aColumnStride,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      int inner,
      int columns) {
    int c1 = cOffset + columns;
    int c2 = c1 + columns;
    int c3 = c2 + columns;
    FloatVector left0 = FloatVector.fromArray(SPECIES, c, cOffset);
    FloatVector left1 = FloatVector.fromArray(SPECIES, c, c1);
    FloatVector left2 = FloatVector.fromArray(SPECIES, c, c2);
    FloatVector left3 = FloatVector.fromArray(SPECIES, c, c3);
    FloatVector right0 = FloatVector.fromArray(SPECIES, c, cOffset + LANES);
    FloatVector right1 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
    FloatVector right2 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
    FloatVector right3 = FloatVector.fromArray(SPECIES, c, c3 + LANES);
    int at = aOffset;
    int row = bOffset;
    for (int k = 0; k < inner; k++) {
      FloatVector left = FloatVector.fromArray(SPECIES, b, row);
      FloatVector right = FloatVector.fromArray(SPECIES, b, row + LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      left0 = a0.fma(left, left0);
      right0 = a0.fma(right, right0);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + aRowStride]);
      left1 = a1.fma(left, left1);
      right1 = a1.fma(right, right1);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2 * aRowStride]);
      left2 = a2.fma(left, left2);
      right2 = a2.fma(right, right2);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3 * aRowStride]);
      left3 = a3.fma(left, left3);
      right3 = a3.fma(right, right3);
      at += aColumnStride;
      row += columns;
    }
    left0.intoArray(c, cOffset);
    right0.intoArray(c, cOffset + LANES);
    left1.intoArray(c, c1);
    right1.intoArray(c, c1 + LANES);
    left2.intoArray(c, c2);
    right2.intoArray(c, c2 + LANES);
    left3.intoArray(c, c3);
    right3.intoArray(c, c3 + LANES);
  }

  private static void oneByTwo(
      float[] a,
      int aOffset,
      int aColumnStride,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      int inner,
      int columns) {
    FloatVector left = FloatVector.fromArray(SPECIES, c, cOffset);
    FloatVector right = FloatVector.fromArray(SPECIES, c, cOffset + LANES);
    int at = aOffset;
    int row = bOffset;
    for (int k = 0; k < inner; k++) {
      FloatVector factor = FloatVector.broadcast(SPECIES, a[at]);
      left = factor.fma(FloatVector.fromArray(SPECIES, b, row), left);
      right = factor.fma(FloatVector.fromArray(SPECIES, b, row + LANES), right);
      at += aColumnStride;
      row += columns;
    }
    left.intoArray(c, cOffset);
    right.intoArray(c, cOffset + LANES);
  }

  /// All rows of C, one vector of its columns.
  private static void oneVector(
      float[] a,
      int aOffset,
      int aRowStride,
      int aColumnStride,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      int rows,
      int inner,
      int columns) {
    int i = 0;
    for (; i + BLOCK_ROWS <= rows; i += BLOCK_ROWS) {
      int row = aOffset + i * aRowStride;
      fourByOne(
          a, row, aRowStride, aColumnStride, b, bOffset, c, cOffset + i * columns, inner, columns);
    }
    for (; i < rows; i++) {
      int row = aOffset + i * aRowStride;
      int into = cOffset + i * columns;
      oneByOne(a, row, aColumnStride, b, bOffset, c, into, inner, columns);
    }
  }

  private static void fourByOne(
      float[] a,
      int aOffset,
      int aRowStride,
      int aColumnStride,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      int inner,
      int columns) {
    int c1 = cOffset + columns;
    int c2 = c1 + columns;
    int c3 = c2 + columns;
    FloatVector sum0 = FloatVector.fromArray(SPECIES, c, cOffset);
    FloatVector sum1 = FloatVector.fromArray(SPECIES, c, c1);
    FloatVector sum2 = FloatVector.fromArray(SPECIES, c, c2);
    FloatVector sum3 = FloatVector.fromArray(SPECIES, c, c3);
    int at = aOffset;
    int row = bOffset;
    for (int k = 0; k < inner; k++) {
      FloatVector right = FloatVector.fromArray(SPECIES, b, row);
      sum0 = FloatVector.broadcast(SPECIES, a[at]).fma(right, sum0);
      sum1 = FloatVector.broadcast(SPECIES, a[at + aRowStride]).fma(right, sum1);
      sum2 = FloatVector.broadcast(SPECIES, a[at + 2 * aRowStride]).fma(right, sum2);
      sum3 = FloatVector.broadcast(SPECIES, a[at + 3 * aRowStride]).fma(right, sum3);
      at += aColumnStride;
      row += columns;
    }
    sum0.intoArray(c, cOffset);
    sum1.intoArray(c, c1);
    sum2.intoArray(c, c2);
    sum3.intoArray(c, c3);
  }

  private static void oneByOne(
      float[] a,
      int aOffset,
      int aColumnStride,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      int inner,
      int columns) {
    FloatVector sum = FloatVector.fromArray(SPECIES, c, cOffset);
    int at = aOffset;
    int row = bOffset;
    for (int k = 0; k < inner; k++) {
      FloatVector right = FloatVector.fromArray(SPECIES, b, row);
      sum = FloatVector.broadcast(SPECIES, a[at]).fma(right, sum);
      at += aColumnStride;
      row += columns;
    }
    sum.intoArray(c, cOffset);
  }

  @Override
  public void transpose(float[] from, int rows, int columns, float[] into) {
    ScalarKernels.INSTANCE.transpose(from, rows, columns, into);
  }
}
