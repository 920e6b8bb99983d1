package dev.carve.core.matrix;

/// The kernels as plain loops over `Math.fma`: the reference for every other implementation.
public final class ScalarKernels implements Kernels {
  /// The only instance; it has no state.
  public static final ScalarKernels INSTANCE = new ScalarKernels();

  private ScalarKernels() {}

  /*
   * Blocks of 2 rows × 4 columns keep their sums in registers while the inner index runs; what is left over at the edges is
   * done element by element.
   */
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
    int blockRows = rows & ~1;
    int blockColumns = columns & ~3;
    for (int i = 0; i < blockRows; i += 2) {
      int aRow = aOffset + i * aRowStride;
      int cRow = cOffset + i * columns;
      for (int j = 0; j < blockColumns; j += 4) {
        block(a, aRow, aRowStride, aColumnStride, b, j, c, cRow + j, inner, columns);
      }
      for (int j = blockColumns; j < columns; j++) {
        element(a, aRow, aColumnStride, b, j, c, cRow + j, inner, columns);
        element(a, aRow + aRowStride, aColumnStride, b, j, c, cRow + columns + j, inner, columns);
      }
    }
    if (blockRows < rows) {
      int aRow = aOffset + blockRows * aRowStride;
      int cRow = cOffset + blockRows * columns;
      for (int j = 0; j < columns; j++) {
        element(a, aRow, aColumnStride, b, j, c, cRow + j, inner, columns);
      }
    }
  }

  private static void block(
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

  @Override
  public void transpose(float[] from, int rows, int columns, float[] into) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        into[j * rows + i] = from[i * columns + j];
      }
    }
  }
}
