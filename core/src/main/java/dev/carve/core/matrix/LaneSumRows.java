package dev.carve.core.matrix;

import static dev.carve.core.matrix.Kernels.PANEL;
import static dev.carve.core.matrix.VectorUnit.FLIP_1;
import static dev.carve.core.matrix.VectorUnit.FLIP_2;
import static dev.carve.core.matrix.VectorUnit.FLIP_4;
import static dev.carve.core.matrix.VectorUnit.FLOATS;
import static dev.carve.core.matrix.VectorUnit.HAS_1;
import static dev.carve.core.matrix.VectorUnit.HAS_2;
import static dev.carve.core.matrix.VectorUnit.HAS_4;
import static dev.carve.core.matrix.VectorUnit.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Sums along the lanes of panels where a panel is two or four vectors long. Owned by one thread.
final class LaneSumRows {
  /*
   * The partial sums lie side by side in a buffer, `[sums, 16]`. Sixteen rows of them are added up at once: the first pass
   * makes one row of rows i, i + 4, i + 8 and i + 12, whose lanes hold four partial sums of each; the second makes one of
   * four neighbours, whose lane i is the sum of row i.
   */
  private float[] partial = new float[0];

  /// Computes the sums Σδ·x of each unit with each input.
  ///
  /// @return the buffer that begins with `[units, inputs]`, valid until the next call
  float[] ofProducts(float[] delta, int units, float[] x, int inputs, int count) {
    clear(units * inputs);
    for (int panel = 0; panel < count; panel++) {
      for (int unit = 0; unit < units; unit++) {
        int from = (panel * units + unit) * PANEL;
        for (int lane = 0; lane < PANEL; lane += LANES) {
          addProducts(delta, from + lane, x, panel * inputs, inputs, unit * inputs, lane);
        }
      }
    }
    return addUp(units * inputs);
  }

  /// Computes the sums Σδ of each unit.
  ///
  /// @return the buffer that begins with `[units]`, valid until the next call
  float[] ofExamples(float[] delta, int units, int count) {
    clear(units);
    for (int panel = 0; panel < count; panel++) {
      addValues(delta, panel * units * PANEL, units * PANEL);
    }
    return addUp(units);
  }

  private void clear(int sums) {
    int length = Kernels.panels(sums) * PANEL * PANEL;
    if (partial.length < length) {
      partial = new float[length];
    }
    Arrays.fill(partial, 0, length, 0f);
  }

  private void addProducts(
      float[] delta, int from, float[] x, int firstRow, int inputs, int firstSum, int lane) {
    FloatVector factor = FloatVector.fromArray(FLOATS, delta, from);
    int into = (firstSum - firstRow) * PANEL + lane;
    for (int k = firstRow; k < firstRow + inputs; k++) {
      FloatVector sum = FloatVector.fromArray(FLOATS, partial, k * PANEL + into);
      FloatVector right = FloatVector.fromArray(FLOATS, x, k * PANEL + lane);
      factor.fma(right, sum).intoArray(partial, k * PANEL + into);
    }
  }

  private void addValues(float[] delta, int from, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector sum = FloatVector.fromArray(FLOATS, partial, i);
      sum.add(FloatVector.fromArray(FLOATS, delta, from + i)).intoArray(partial, i);
    }
  }

  private float[] addUp(int sums) {
    int groups = Kernels.panels(sums);
    if (LANES == 8) {
      addUpEightLanes(groups * 8);
    } else {
      addUpFourLanes(groups * 16);
    }
    addUpNeighbours(groups * PANEL);
    return partial;
  }

  /// Two rows, four apart, become half a row.
  private void addUpEightLanes(int results) {
    for (int i = 0; i < results; i++) {
      int at = (i / 8 * 16 + i / 2 % 4 + i % 2 * 8) * PANEL;
      FloatVector a = FloatVector.fromArray(FLOATS, partial, at);
      a = a.add(FloatVector.fromArray(FLOATS, partial, at + 8));
      FloatVector b = FloatVector.fromArray(FLOATS, partial, at + 4 * PANEL);
      b = b.add(FloatVector.fromArray(FLOATS, partial, at + 4 * PANEL + 8));
      a.blend(b, HAS_4).add(b.blend(a, HAS_4).rearrange(FLIP_4)).intoArray(partial, i * 8);
    }
  }

  /// One row becomes a fourth of a row.
  private void addUpFourLanes(int results) {
    for (int i = 0; i < results; i++) {
      int at = (i / 16 * 16 + i / 4 % 4 + i % 4 * 4) * PANEL;
      FloatVector a = FloatVector.fromArray(FLOATS, partial, at);
      FloatVector b = FloatVector.fromArray(FLOATS, partial, at + 4);
      a = a.add(FloatVector.fromArray(FLOATS, partial, at + 8));
      b = b.add(FloatVector.fromArray(FLOATS, partial, at + 12));
      a.add(b).intoArray(partial, i * 4);
    }
  }

  private void addUpNeighbours(int sums) {
    for (int into = 0; into < sums; into += LANES) {
      int from = into / PANEL * 4 * PANEL + into % PANEL;
      FloatVector a = FloatVector.fromArray(FLOATS, partial, from);
      FloatVector b = FloatVector.fromArray(FLOATS, partial, from + PANEL);
      FloatVector c = FloatVector.fromArray(FLOATS, partial, from + 2 * PANEL);
      FloatVector d = FloatVector.fromArray(FLOATS, partial, from + 3 * PANEL);
      a = a.blend(c, HAS_2).add(c.blend(a, HAS_2).rearrange(FLIP_2));
      b = b.blend(d, HAS_2).add(d.blend(b, HAS_2).rearrange(FLIP_2));
      a.blend(b, HAS_1).add(b.blend(a, HAS_1).rearrange(FLIP_1)).intoArray(partial, into);
    }
  }
}
