package dev.carve.core.matrix;

import static dev.carve.core.matrix.ElementaryFunctions.EXPONENT_BIAS;
import static dev.carve.core.matrix.ElementaryFunctions.MANTISSA_BITS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The vectors that the vector kernels use: those of the machine's registers, from four to sixteen
/// lanes.
///
/// The system property `carve.vector.bits` (128, 256 or 512) chooses others; the results are the
/// same bits. Needs the module `jdk.incubator.vector`.
public final class VectorUnit {
  /// Vectors of float32.
  public static final VectorSpecies<Float> FLOATS = floats();

  /// Floats of a vector: 4, 8 or 16.
  public static final int LANES = FLOATS.length();

  static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());

  /* As many float64 as fit, and as many float32. */
  static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, FLOATS.vectorShape());
  static final VectorSpecies<Float> HALVES =
      VectorSpecies.of(float.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));

  /* The lanes whose index has a bit set; none where a vector has no such lane. */
  static final VectorMask<Float> HAS_1 = lanesWith(1);
  static final VectorMask<Float> HAS_2 = lanesWith(2);
  static final VectorMask<Float> HAS_4 = lanesWith(4);
  static final VectorMask<Float> HAS_8 = lanesWith(8);

  /* Exchanges each lane and that whose index differs in a bit. */
  static final VectorShuffle<Float> FLIP_1 = exchanging(1);
  static final VectorShuffle<Float> FLIP_2 = exchanging(2);
  static final VectorShuffle<Float> FLIP_4 = exchanging(4);
  static final VectorShuffle<Float> FLIP_8 = exchanging(8);

  private VectorUnit() {}

  private static VectorSpecies<Float> floats() {
    int bits =
        Integer.getInteger("carve.vector.bits", FloatVector.SPECIES_PREFERRED.vectorBitSize());
    if (bits >= 512) {
      return FloatVector.SPECIES_512;
    }
    return bits >= 256 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;
  }

  private static VectorMask<Float> lanesWith(int bit) {
    long lanes = 0;
    for (int lane = 0; lane < LANES; lane++) {
      lanes |= (lane & bit) == 0 ? 0 : 1L << lane;
    }
    return VectorMask.fromLong(FLOATS, lanes);
  }

  private static VectorShuffle<Float> exchanging(int bit) {
    return VectorShuffle.fromOp(FLOATS, lane -> (lane ^ bit) % LANES);
  }

  /// As many floats as there are float64 of a vector, widened to these.
  static DoubleVector doubles(float[] values, int i) {
    return (DoubleVector)
        FloatVector.fromArray(HALVES, values, i).convertShape(VectorOperators.F2D, DOUBLES, 0);
  }

  /// The same number in every lane.
  static FloatVector all(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }

  /// 2ᵏ, normal numbers.
  static FloatVector power(IntVector k) {
    return k.add(EXPONENT_BIAS).lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
  }
}
