package dev.carve.core.matrix;

import static dev.carve.core.matrix.ScalarKernels.SQUARE_SUMS;
import static dev.carve.core.matrix.VectorUnit.DOUBLES;
import static dev.carve.core.matrix.VectorUnit.doubles;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;

/// The Euclidean norm in double precision. Owned by one thread.
final class VectorNorm {
  private static final int LANES = DOUBLES.length();

  private final double[] sums = new double[SQUARE_SUMS];
  private final float[] rest = new float[SQUARE_SUMS];

  /// See [Kernels#norm].
  double of(float[] values) {
    int whole = values.length - values.length % SQUARE_SUMS;
    Arrays.fill(sums, 0);
    addSquares(values, whole);
    if (whole < values.length) {
      Arrays.fill(rest, 0f);
      System.arraycopy(values, whole, rest, 0, values.length - whole);
      addSquares(rest, SQUARE_SUMS);
    }
    return ScalarKernels.rootOfSum(sums);
  }

  private void addSquares(float[] values, int length) {
    for (int first = 0; first < SQUARE_SUMS; first += 4 * LANES) {
      fourVectors(values, length, sums, first);
    }
  }

  private static void fourVectors(float[] values, int length, double[] sums, int first) {
    DoubleVector a = DoubleVector.fromArray(DOUBLES, sums, first);
    DoubleVector b = DoubleVector.fromArray(DOUBLES, sums, first + LANES);
    DoubleVector c = DoubleVector.fromArray(DOUBLES, sums, first + 2 * LANES);
    DoubleVector d = DoubleVector.fromArray(DOUBLES, sums, first + 3 * LANES);
    for (int i = first; i < length; i += SQUARE_SUMS) {
      DoubleVector value = doubles(values, i);
      a = value.fma(value, a);
      value = doubles(values, i + LANES);
      b = value.fma(value, b);
      value = doubles(values, i + 2 * LANES);
      c = value.fma(value, c);
      value = doubles(values, i + 3 * LANES);
      d = value.fma(value, d);
    }
    a.intoArray(sums, first);
    b.intoArray(sums, first + LANES);
    c.intoArray(sums, first + 2 * LANES);
    d.intoArray(sums, first + 3 * LANES);
  }
}
