package dev.carve.core.matrix;

import static dev.carve.core.matrix.ScalarKernels.SQUARE_SUMS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Sums of squares in double precision.
final class VectorNorm {
  private static final VectorSpecies<Double> DOUBLES =
      VectorSpecies.of(double.class, VectorUnit.FLOATS.vectorShape());
  private static final VectorSpecies<Float> HALVES =
      VectorSpecies.of(float.class, VectorShape.forBitSize(VectorUnit.FLOATS.vectorBitSize() / 2));
  private static final int LANES = DOUBLES.length();

  private VectorNorm() {}

  /// Adds squares to interleaved partial sums, value i to sum i mod 32.
  ///
  /// @param values their number a multiple of 32 from the first one on
  /// @param sums `[32]`, overwritten
  static void squareSums(float[] values, int length, double[] sums) {
    for (int first = 0; first < SQUARE_SUMS; first += 4 * LANES) {
      fourVectors(values, length, sums, first);
    }
  }

  private static void fourVectors(float[] values, int length, double[] sums, int first) {
    DoubleVector a = DoubleVector.zero(DOUBLES);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
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

  private static DoubleVector doubles(float[] values, int i) {
    return (DoubleVector)
        FloatVector.fromArray(HALVES, values, i).convertShape(VectorOperators.F2D, DOUBLES, 0);
  }
}
