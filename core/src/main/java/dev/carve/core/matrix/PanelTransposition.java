package dev.carve.core.matrix;

import static dev.carve.core.matrix.Kernels.PANEL;
import static dev.carve.core.matrix.VectorUnit.FLIP_1;
import static dev.carve.core.matrix.VectorUnit.FLIP_2;
import static dev.carve.core.matrix.VectorUnit.FLIP_4;
import static dev.carve.core.matrix.VectorUnit.FLIP_8;
import static dev.carve.core.matrix.VectorUnit.FLOATS;
import static dev.carve.core.matrix.VectorUnit.HAS_1;
import static dev.carve.core.matrix.VectorUnit.HAS_2;
import static dev.carve.core.matrix.VectorUnit.HAS_4;
import static dev.carve.core.matrix.VectorUnit.HAS_8;
import static dev.carve.core.matrix.VectorUnit.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// Moves values between rows of examples and panels, a square of as many rows as a vector has lanes
/// at a time.
///
/// Owned by one thread.
final class PanelTransposition {
  /*
   * A square is transposed in passes, one for each bit of the index: elements whose row has it unset and whose column has it
   * set change places with those for which it is the other way round. Four vectors at a time pass two of them.
   */
  private final float[] square = new float[LANES * LANES];

  /// As [Kernels#toPanels].
  void toPanels(float[] rows, int n, int units, float[] panels) {
    int whole = units < PANEL ? 0 : n / PANEL;
    for (int p = 0; p < whole; p++) {
      for (int next = 0; next < units; next += LANES) {
        int unit = Math.min(next, units - LANES);
        for (int lane = 0; lane < PANEL; lane += LANES) {
          int from = (p * PANEL + lane) * units + unit;
          transpose(rows, from, units, panels, (p * units + unit) * PANEL + lane, PANEL);
        }
      }
    }
    ScalarKernels.arrangePanels(rows, whole, n, units, panels);
  }

  /// As [Kernels#toRows].
  void toRows(float[] panels, int n, int units, float[] rows) {
    int whole = units < PANEL ? 0 : n / PANEL;
    for (int p = 0; p < whole; p++) {
      for (int next = 0; next < units; next += LANES) {
        int unit = Math.min(next, units - LANES);
        for (int lane = 0; lane < PANEL; lane += LANES) {
          int into = (p * PANEL + lane) * units + unit;
          transpose(panels, (p * units + unit) * PANEL + lane, PANEL, rows, into, units);
        }
      }
    }
    ScalarKernels.arrangeRows(panels, whole, n, units, rows);
  }

  /// Arranges panels in columns of sixteen units, example by example.
  ///
  /// @param panels `[⌈n/16⌉, units, 16]`
  /// @param n examples
  /// @param units values of an example, at least 16
  /// @param columns receives `[⌈units/16⌉, ⌈n/16⌉ · 16, 16]`; the last column begins at unit units
  ///   − 16
  void toColumns(float[] panels, int n, int units, float[] columns) {
    int height = Kernels.panels(n) * PANEL;
    for (int column = 0; column < Kernels.panels(units); column++) {
      int unit = firstUnit(column, units);
      for (int example = 0; example < n; example += PANEL) {
        int from = (example / PANEL * units + unit) * PANEL;
        int into = (column * height + example) * PANEL;
        for (int i = 0; i < PANEL; i += LANES) {
          for (int k = 0; k < PANEL; k += LANES) {
            transpose(panels, from + i * PANEL + k, PANEL, columns, into + k * PANEL + i, PANEL);
          }
        }
      }
    }
  }

  /// {@return the first unit of a column of sixteen}
  static int firstUnit(int column, int units) {
    return Math.max(0, Math.min(column * PANEL, units - PANEL));
  }

  private void transpose(
      float[] source, int from, int stride, float[] target, int into, int targetStride) {
    switch (LANES) {
      case 16 -> {
        for (int i = 0; i < 4; i++) {
          exchangeFour(
              source,
              from + i * stride,
              4 * stride,
              HAS_8,
              FLIP_8,
              HAS_4,
              FLIP_4,
              square,
              i * LANES,
              4 * LANES);
        }
        for (int i = 0; i < LANES; i += 4) {
          exchangeFour(
              square,
              i * LANES,
              LANES,
              HAS_2,
              FLIP_2,
              HAS_1,
              FLIP_1,
              target,
              into + i * targetStride,
              targetStride);
        }
      }
      case 8 -> {
        for (int i = 0; i < 2; i++) {
          exchangeFour(
              source,
              from + i * stride,
              2 * stride,
              HAS_4,
              FLIP_4,
              HAS_2,
              FLIP_2,
              square,
              i * LANES,
              2 * LANES);
        }
        for (int i = 0; i < LANES; i += 2) {
          exchangeTwo(i, target, into + i * targetStride, targetStride);
        }
      }
      default ->
          exchangeFour(
              source, from, stride, HAS_2, FLIP_2, HAS_1, FLIP_1, target, into, targetStride);
    }
  }

  private static void exchangeFour(
      float[] source,
      int from,
      int stride,
      VectorMask<Float> hasHigh,
      VectorShuffle<Float> flipHigh,
      VectorMask<Float> hasLow,
      VectorShuffle<Float> flipLow,
      float[] target,
      int into,
      int targetStride) {
    FloatVector first = FloatVector.fromArray(FLOATS, source, from);
    FloatVector second = FloatVector.fromArray(FLOATS, source, from + stride);
    FloatVector third = FloatVector.fromArray(FLOATS, source, from + 2 * stride);
    FloatVector fourth = FloatVector.fromArray(FLOATS, source, from + 3 * stride);
    FloatVector a = first.blend(third.rearrange(flipHigh), hasHigh);
    FloatVector b = second.blend(fourth.rearrange(flipHigh), hasHigh);
    FloatVector c = first.rearrange(flipHigh).blend(third, hasHigh);
    FloatVector d = second.rearrange(flipHigh).blend(fourth, hasHigh);
    a.blend(b.rearrange(flipLow), hasLow).intoArray(target, into);
    a.rearrange(flipLow).blend(b, hasLow).intoArray(target, into + targetStride);
    c.blend(d.rearrange(flipLow), hasLow).intoArray(target, into + 2 * targetStride);
    c.rearrange(flipLow).blend(d, hasLow).intoArray(target, into + 3 * targetStride);
  }

  private void exchangeTwo(int row, float[] target, int into, int targetStride) {
    FloatVector a = FloatVector.fromArray(FLOATS, square, row * LANES);
    FloatVector b = FloatVector.fromArray(FLOATS, square, (row + 1) * LANES);
    a.blend(b.rearrange(FLIP_1), HAS_1).intoArray(target, into);
    a.rearrange(FLIP_1).blend(b, HAS_1).intoArray(target, into + targetStride);
  }
}
