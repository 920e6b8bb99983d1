package dev.carve.core.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The gradient of a small layer: sums along the lanes of panels, sixteen partial sums each, added
/// up in the one order that [Kernels] states.
///
/// The partial sums lie side by side in a buffer, `[units · inputs + units, 16]`, where several are
/// added up at once. Owned by one thread.
final class LaneSums {
  private static final int PANEL = Kernels.PANEL;
  private static final int EIGHT = 8;

  /* No more than eight lanes, whatever the machine has: a sum's last eight partial sums fill one vector or two. */
  private static final VectorSpecies<Float> FLOATS =
      VectorUnit.LANES >= EIGHT ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;
  private static final int LANES = FLOATS.length();

  private float[] partial = new float[0];

  /// Computes the sums Σδ·x of each unit with each input, and Σδ of each unit.
  ///
  /// @param delta panels, `[count, units, 16]`
  /// @param units rows of the first panels
  /// @param x panels, `[count, inputs, 16]`
  /// @param inputs rows of the second panels
  /// @param count panels, at least 1
  /// @return the buffer that begins with `[units, inputs]` and `[units]`, valid until the next call
  float[] compute(float[] delta, int units, float[] x, int inputs, int count) {
    int sums = units * (inputs + 1);
    int rows = (sums + EIGHT - 1) / EIGHT * EIGHT;
    if (partial.length < rows * PANEL) {
      partial = new float[rows * PANEL];
    }
    for (int lane = 0; lane < EIGHT; lane += LANES) {
      int panel = count % 2;
      if (panel == 1) {
        beginWithOne(delta, units, x, inputs, lane);
      } else {
        beginWithTwo(delta, units, x, inputs, lane);
        panel = 2;
      }
      for (; panel < count; panel += 2) {
        addTwo(delta, units, x, inputs, panel, lane);
      }
    }
    int into = units * inputs * PANEL;
    System.arraycopy(delta, 0, partial, into, units * PANEL);
    for (int panel = 1; panel < count; panel++) {
      addValues(delta, panel * units * PANEL, units * PANEL, into);
    }
    addUp(sums);
    return partial;
  }

  /*
   * Each of the next three runs over units and inputs in one loop: in small layers, for which this is, entering an inner loop
   * would cost more than its body.
   */
  private void beginWithOne(float[] delta, int units, float[] x, int inputs, int lane) {
    int d = lane;
    int k = lane;
    int end = inputs * PANEL + lane;
    FloatVector zero = FloatVector.zero(FLOATS);
    for (int at = lane; at < units * inputs * PANEL; at += PANEL) {
      FloatVector low = FloatVector.fromArray(FLOATS, delta, d);
      FloatVector high = FloatVector.fromArray(FLOATS, delta, d + EIGHT);
      low.fma(FloatVector.fromArray(FLOATS, x, k), zero).intoArray(partial, at);
      high.fma(FloatVector.fromArray(FLOATS, x, k + EIGHT), zero).intoArray(partial, at + EIGHT);
      k += PANEL;
      if (k == end) {
        k = lane;
        d += PANEL;
      }
    }
  }

  private void beginWithTwo(float[] delta, int units, float[] x, int inputs, int lane) {
    int d = lane;
    int k = lane;
    int end = inputs * PANEL + lane;
    int next = units * PANEL;
    int xNext = inputs * PANEL;
    FloatVector zero = FloatVector.zero(FLOATS);
    for (int at = lane; at < units * inputs * PANEL; at += PANEL) {
      FloatVector low = FloatVector.fromArray(FLOATS, delta, d);
      FloatVector high = FloatVector.fromArray(FLOATS, delta, d + EIGHT);
      low = low.fma(FloatVector.fromArray(FLOATS, x, k), zero);
      high = high.fma(FloatVector.fromArray(FLOATS, x, k + EIGHT), zero);
      FloatVector low1 = FloatVector.fromArray(FLOATS, delta, d + next);
      FloatVector high1 = FloatVector.fromArray(FLOATS, delta, d + next + EIGHT);
      low1.fma(FloatVector.fromArray(FLOATS, x, k + xNext), low).intoArray(partial, at);
      high1
          .fma(FloatVector.fromArray(FLOATS, x, k + xNext + EIGHT), high)
          .intoArray(partial, at + EIGHT);
      k += PANEL;
      if (k == end) {
        k = lane;
        d += PANEL;
      }
    }
  }

  private void addTwo(float[] delta, int units, float[] x, int inputs, int panel, int lane) {
    int d = panel * units * PANEL + lane;
    int first = panel * inputs * PANEL + lane;
    int k = first;
    int end = first + inputs * PANEL;
    int next = units * PANEL;
    int xNext = inputs * PANEL;
    for (int at = lane; at < units * inputs * PANEL; at += PANEL) {
      FloatVector low = FloatVector.fromArray(FLOATS, delta, d);
      FloatVector high = FloatVector.fromArray(FLOATS, delta, d + EIGHT);
      FloatVector lowSum = FloatVector.fromArray(FLOATS, partial, at);
      FloatVector highSum = FloatVector.fromArray(FLOATS, partial, at + EIGHT);
      lowSum = low.fma(FloatVector.fromArray(FLOATS, x, k), lowSum);
      highSum = high.fma(FloatVector.fromArray(FLOATS, x, k + EIGHT), highSum);
      FloatVector low1 = FloatVector.fromArray(FLOATS, delta, d + next);
      FloatVector high1 = FloatVector.fromArray(FLOATS, delta, d + next + EIGHT);
      low1.fma(FloatVector.fromArray(FLOATS, x, k + xNext), lowSum).intoArray(partial, at);
      high1
          .fma(FloatVector.fromArray(FLOATS, x, k + xNext + EIGHT), highSum)
          .intoArray(partial, at + EIGHT);
      k += PANEL;
      if (k == end) {
        k = first;
        d += PANEL;
      }
    }
  }

  private void addValues(float[] delta, int from, int length, int into) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector sum = FloatVector.fromArray(FLOATS, partial, into + i);
      sum.add(FloatVector.fromArray(FLOATS, delta, from + i)).intoArray(partial, into + i);
    }
  }

  /*
   * As many rows as a vector has lanes become one row: lane i of it is the sum of row i. That takes one pass for each halving,
   * since a loop that did them all would be more than the compiler takes in one piece.
   */
  private void addUp(int sums) {
    int groups = (sums + LANES - 1) / LANES;
    if (LANES == EIGHT) {
      addHalves(groups);
      addNeighbours(groups * 2, 2, HIGH_2, SWAP_2);
    } else {
      addQuarters(groups);
    }
    addNeighbours(groups, 1, HIGH_1, SWAP_1);
  }

  /// Eight rows of sixteen become four of eight.
  private void addHalves(int groups) {
    VectorMask<Float> high = HIGH_4;
    VectorShuffle<Float> swap = SWAP_4;
    for (int i = 0; i < groups * 4; i++) {
      int at = (2 * i - (i & 3)) * PANEL;
      int other = at + 4 * PANEL;
      FloatVector a = FloatVector.fromArray(FLOATS, partial, at);
      a = a.add(FloatVector.fromArray(FLOATS, partial, at + EIGHT));
      FloatVector b = FloatVector.fromArray(FLOATS, partial, other);
      b = b.add(FloatVector.fromArray(FLOATS, partial, other + EIGHT));
      a.blend(b, high).add(b.blend(a, high).rearrange(swap)).intoArray(partial, i * EIGHT);
    }
  }

  /// Four rows of sixteen become two of four.
  private void addQuarters(int groups) {
    for (int row = 0; row < groups * 4; row++) {
      int at = row * PANEL;
      FloatVector low = FloatVector.fromArray(FLOATS, partial, at);
      low = low.add(FloatVector.fromArray(FLOATS, partial, at + EIGHT));
      FloatVector high = FloatVector.fromArray(FLOATS, partial, at + LANES);
      high = high.add(FloatVector.fromArray(FLOATS, partial, at + EIGHT + LANES));
      low.add(high).intoArray(partial, row * LANES);
    }
    addNeighbours(groups * 2, 2, HIGH_2, SWAP_2);
  }

  /// Each vector becomes one with the vector `distance` after it: its lanes are those of the first
  /// where the mask is unset and of the other where it is set, each with the lane that `swap` puts
  /// beside it added.
  private void addNeighbours(
      int results, int distance, VectorMask<Float> high, VectorShuffle<Float> swap) {
    for (int i = 0; i < results; i++) {
      int at = (2 * i - (i & (distance - 1))) * LANES;
      FloatVector a = FloatVector.fromArray(FLOATS, partial, at);
      FloatVector b = FloatVector.fromArray(FLOATS, partial, at + distance * LANES);
      a.blend(b, high).add(b.blend(a, high).rearrange(swap)).intoArray(partial, i * LANES);
    }
  }

  private static final VectorMask<Float> HIGH_4 = high(4);
  private static final VectorMask<Float> HIGH_2 = high(2);
  private static final VectorMask<Float> HIGH_1 = high(1);
  private static final VectorShuffle<Float> SWAP_4 = swap(4);
  private static final VectorShuffle<Float> SWAP_2 = swap(2);
  private static final VectorShuffle<Float> SWAP_1 = swap(1);

  private static VectorMask<Float> high(int bit) {
    long lanes = 0;
    for (int lane = 0; lane < LANES; lane++) {
      lanes |= (lane & bit) == 0 ? 0 : 1L << lane;
    }
    return VectorMask.fromLong(FLOATS, lanes);
  }

  private static VectorShuffle<Float> swap(int bit) {
    return VectorShuffle.fromOp(FLOATS, lane -> (lane ^ bit) % LANES);
  }
}
