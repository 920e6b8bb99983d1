package dev.carve.core.matrix;

import static dev.carve.core.matrix.VectorUnit.DOUBLES;
import static dev.carve.core.matrix.VectorUnit.HALVES;
import static dev.carve.core.matrix.VectorUnit.doubles;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Rows of features in double precision, lanes along the units of a row.
final class VectorRows {
  private static final int LANES = DOUBLES.length();

  private VectorRows() {}

  /// As [Kernels#addDistances].
  static void addDistances(
      float[] rows, int n, int units, double[] origins, double[] sums, double[] squares) {
    int whole = units - units % LANES;
    int row = 0;
    for (; row < n - 3; row += 4) {
      addFourRows(rows, row * units, units, whole, origins, sums, squares);
    }
    for (; row < n; row++) {
      addRow(rows, row * units, whole, origins, sums, squares);
    }
    ScalarKernels.addDistances(rows, n, units, whole, origins, sums, squares);
  }

  private static void addFourRows(
      float[] rows,
      int first,
      int units,
      int length,
      double[] origins,
      double[] sums,
      double[] squares) {
    for (int k = 0; k < length; k += LANES) {
      DoubleVector origin = DoubleVector.fromArray(DOUBLES, origins, k);
      int at = first + k;
      DoubleVector a = doubles(rows, at).sub(origin);
      DoubleVector b = doubles(rows, at + units).sub(origin);
      DoubleVector c = doubles(rows, at + 2 * units).sub(origin);
      DoubleVector d = doubles(rows, at + 3 * units).sub(origin);
      DoubleVector.fromArray(DOUBLES, sums, k).add(a.add(b).add(c.add(d))).intoArray(sums, k);
      DoubleVector more = a.fma(a, b.mul(b)).add(c.fma(c, d.mul(d)));
      DoubleVector.fromArray(DOUBLES, squares, k).add(more).intoArray(squares, k);
    }
  }

  private static void addRow(
      float[] rows, int first, int length, double[] origins, double[] sums, double[] squares) {
    for (int k = 0; k < length; k += LANES) {
      DoubleVector distance =
          doubles(rows, first + k).sub(DoubleVector.fromArray(DOUBLES, origins, k));
      DoubleVector.fromArray(DOUBLES, sums, k).add(distance).intoArray(sums, k);
      distance.fma(distance, DoubleVector.fromArray(DOUBLES, squares, k)).intoArray(squares, k);
    }
  }

  /// As [Kernels#standardize].
  static void standardize(
      float[] rows, int n, int units, double[] origins, double[] factors, float[] into) {
    int whole = units - units % LANES;
    for (int row = 0; row < n; row++) {
      standardizeRow(rows, row * units, whole, origins, factors, into);
    }
    ScalarKernels.standardize(rows, n, units, whole, origins, factors, into);
  }

  private static void standardizeRow(
      float[] rows, int first, int length, double[] origins, double[] factors, float[] into) {
    for (int k = 0; k < length; k += LANES) {
      DoubleVector scaled =
          doubles(rows, first + k)
              .sub(DoubleVector.fromArray(DOUBLES, origins, k))
              .mul(DoubleVector.fromArray(DOUBLES, factors, k));
      ((FloatVector) scaled.convertShape(VectorOperators.D2F, HALVES, 0))
          .intoArray(into, first + k);
    }
  }
}
