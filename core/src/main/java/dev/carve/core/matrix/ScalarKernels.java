package dev.carve.core.matrix;

/// The kernels as plain loops over `Math.fma`: the reference for every other implementation.
public final class ScalarKernels implements Kernels {
  /// The only instance; it has no state.
  public static final ScalarKernels INSTANCE = new ScalarKernels();

  private ScalarKernels() {}

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
    multiplyAddColumns(
        a, aOffset, aRowStride, aColumnStride, b, 0, c, cOffset, rows, inner, columns);
  }

  /*
   * Blocks of 2 rows × 4 columns keep their sums in registers while the inner index runs. What is left over of the columns is
   * done in blocks of 4 rows × 1 column, and what is left over of the rows element by element.
   */
  static void multiplyAddColumns(
      float[] a,
      int aOffset,
      int aRowStride,
      int aColumnStride,
      float[] b,
      int firstColumn,
      float[] c,
      int cOffset,
      int rows,
      int inner,
      int columns) {
    int j = firstColumn;
    for (; j + 4 <= columns; j += 4) {
      int i = 0;
      for (; i + 2 <= rows; i += 2) {
        int row = aOffset + i * aRowStride;
        int into = cOffset + i * columns + j;
        twoByFour(a, row, aRowStride, aColumnStride, b, j, c, into, inner, columns);
      }
      if (i < rows) {
        for (int column = j; column < j + 4; column++) {
          int into = cOffset + i * columns + column;
          element(a, aOffset + i * aRowStride, aColumnStride, b, column, c, into, inner, columns);
        }
      }
    }
    for (; j < columns; j++) {
      int i = 0;
      for (; i + 4 <= rows; i += 4) {
        int row = aOffset + i * aRowStride;
        int into = cOffset + i * columns + j;
        fourByOne(a, row, aRowStride, aColumnStride, b, j, c, into, inner, columns);
      }
      for (; i < rows; i++) {
        int into = cOffset + i * columns + j;
        element(a, aOffset + i * aRowStride, aColumnStride, b, j, c, into, inner, columns);
      }
    }
  }

  private static void twoByFour(
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
    int below = cOffset + columns;
    float c00 = c[cOffset];
    float c01 = c[cOffset + 1];
    float c02 = c[cOffset + 2];
    float c03 = c[cOffset + 3];
    float c10 = c[below];
    float c11 = c[below + 1];
    float c12 = c[below + 2];
    float c13 = c[below + 3];
    for (int k = 0; k < inner; k++) {
      float a0 = a[aOffset + k * aColumnStride];
      float a1 = a[aOffset + k * aColumnStride + aRowStride];
      int row = bOffset + k * columns;
      float b0 = b[row];
      float b1 = b[row + 1];
      float b2 = b[row + 2];
      float b3 = b[row + 3];
      c00 = Math.fma(a0, b0, c00);
      c01 = Math.fma(a0, b1, c01);
      c02 = Math.fma(a0, b2, c02);
      c03 = Math.fma(a0, b3, c03);
      c10 = Math.fma(a1, b0, c10);
      c11 = Math.fma(a1, b1, c11);
      c12 = Math.fma(a1, b2, c12);
      c13 = Math.fma(a1, b3, c13);
    }
    c[cOffset] = c00;
    c[cOffset + 1] = c01;
    c[cOffset + 2] = c02;
    c[cOffset + 3] = c03;
    c[below] = c10;
    c[below + 1] = c11;
    c[below + 2] = c12;
    c[below + 3] = c13;
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
    float c0 = c[cOffset];
    float c1 = c[cOffset + columns];
    float c2 = c[cOffset + 2 * columns];
    float c3 = c[cOffset + 3 * columns];
    for (int k = 0; k < inner; k++) {
      int at = aOffset + k * aColumnStride;
      float right = b[bOffset + k * columns];
      c0 = Math.fma(a[at], right, c0);
      c1 = Math.fma(a[at + aRowStride], right, c1);
      c2 = Math.fma(a[at + 2 * aRowStride], right, c2);
      c3 = Math.fma(a[at + 3 * aRowStride], right, c3);
    }
    c[cOffset] = c0;
    c[cOffset + columns] = c1;
    c[cOffset + 2 * columns] = c2;
    c[cOffset + 3 * columns] = c3;
  }

  private static void element(
      float[] a,
      int aOffset,
      int aColumnStride,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      int inner,
      int columns) {
    float sum = c[cOffset];
    for (int k = 0; k < inner; k++) {
      sum = Math.fma(a[aOffset + k * aColumnStride], b[bOffset + k * columns], sum);
    }
    c[cOffset] = sum;
  }

  /* Eight rows at a time, so that eight neighbours of the result are written together. */
  @Override
  public void transpose(float[] from, int rows, int columns, float[] into) {
    int i = 0;
    for (; i + 8 <= rows; i += 8) {
      for (int j = 0; j < columns; j++) {
        int at = i * columns + j;
        int to = j * rows + i;
        into[to] = from[at];
        into[to + 1] = from[at + columns];
        into[to + 2] = from[at + 2 * columns];
        into[to + 3] = from[at + 3 * columns];
        into[to + 4] = from[at + 4 * columns];
        into[to + 5] = from[at + 5 * columns];
        into[to + 6] = from[at + 6 * columns];
        into[to + 7] = from[at + 7 * columns];
      }
    }
    for (; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        into[j * rows + i] = from[i * columns + j];
      }
    }
  }
}
