package dev.carve.core.matrix;

import static dev.carve.core.matrix.Kernels.PANEL;
import static dev.carve.core.matrix.VectorUnit.LANES;

/// The gradient of a small layer: sums along the lanes of panels, sixteen partial sums each, added
/// up in the one order that [Kernels] states.
///
/// Owned by one thread.
final class LaneSums {
  private static final boolean IN_BLOCKS = LANES == PANEL;
  private static final int BLOCK = 4;

  private final LaneSumRows rows = new LaneSumRows();
  private final float[] block = new float[PANEL];

  /// Computes the sums Σδ·x of each unit with each input.
  ///
  /// @param delta panels, `[count, units, 16]`
  /// @param units rows of the first panels
  /// @param x panels, `[count, inputs, 16]`
  /// @param inputs rows of the second panels
  /// @param count panels
  /// @param into receives `[units, inputs]`
  /// @param offset where they begin in `into`
  void sumProducts(
      float[] delta, int units, float[] x, int inputs, int count, float[] into, int offset) {
    if (!IN_BLOCKS) {
      float[] sums = rows.ofProducts(delta, units, x, inputs, count);
      System.arraycopy(sums, 0, into, offset, units * inputs);
      return;
    }
    for (int unit = 0; unit < units; unit += BLOCK) {
      for (int input = 0; input < inputs; input += BLOCK) {
        LaneSumBlocks.fourByFour(delta, unit, units, x, input, inputs, count, block);
        int columns = Math.min(BLOCK, inputs - input);
        for (int i = 0; i < Math.min(BLOCK, units - unit); i++) {
          int at = offset + (unit + i) * inputs + input;
          for (int j = 0; j < columns; j++) {
            into[at + j] = block[i * BLOCK + j];
          }
        }
      }
    }
  }

  /// Computes the sums Σδ of each unit.
  ///
  /// @param delta panels, `[count, units, 16]`
  /// @param units rows of the panels
  /// @param count panels
  /// @param into receives `[units]`
  /// @param offset where they begin in `into`
  void sumExamples(float[] delta, int units, int count, float[] into, int offset) {
    if (!IN_BLOCKS) {
      System.arraycopy(rows.ofExamples(delta, units, count), 0, into, offset, units);
      return;
    }
    for (int unit = 0; unit < units; unit += PANEL) {
      LaneSumBlocks.sixteen(delta, unit, units, count, block);
      System.arraycopy(block, 0, into, offset + unit, Math.min(PANEL, units - unit));
    }
  }
}
