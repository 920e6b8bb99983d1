package dev.carve.core.matrix;

import static dev.carve.core.matrix.Kernels.PANEL;
import static dev.carve.core.matrix.VectorProducts.PANELS;
import static dev.carve.core.matrix.VectorProducts.secondVector;
import static dev.carve.core.matrix.VectorUnit.FLOATS;
import static dev.carve.core.matrix.VectorUnit.LANES;

import jdk.incubator.vector.FloatVector;

/// The gradient of the weights of a wide layer, ∂L/∂W = ∂L/∂z·xᵀ: chains along the examples, lanes
/// along the inputs.
///
/// Owned by one thread.
final class WideGradient {
  /*
   * Both operands are arranged in columns of sixteen units, example by example, so that what a block of the product reads
   * lies close together and stays in the first-level cache. With fewer than eight units, or on short vectors, the rows of
   * ∂L/∂z are taken one unit after the other.
   */
  private static final float[] ZERO = {0f};

  private final PanelTransposition transposition;
  private float[] xColumns = new float[0];
  private float[] deltaColumns = new float[0];
  private float[] padded = new float[0];
  private float[] deltaRuns = new float[0];

  /// @param transposition of the same thread
  WideGradient(PanelTransposition transposition) {
    this.transposition = transposition;
  }

  /// Computes ∂L/∂W, see [Kernels#accumulate].
  void ofPanels(
      float[] delta, int units, float[] x, int inputs, int n, float[] gradient, int offset) {
    int height = Kernels.panels(n) * PANEL;
    xColumns = grown(xColumns, Kernels.panels(inputs) * height * PANEL);
    transposition.toColumns(x, n, inputs, xColumns);
    compute(delta, units, inputs, n, gradient, offset);
  }

  /// Computes ∂L/∂W, see [Kernels#accumulateRows].
  void ofRows(
      float[] delta, int units, float[] x, int inputs, int n, float[] gradient, int offset) {
    int height = Kernels.panels(n) * PANEL;
    xColumns = grown(xColumns, Kernels.panels(inputs) * height * PANEL);
    for (int example = 0; example < n; example += PANEL) {
      for (int column = 0; column < Kernels.panels(inputs); column++) {
        int from = example * inputs + PanelTransposition.firstUnit(column, inputs);
        int into = (column * height + example) * PANEL;
        copy(x, from, inputs, Math.min(PANEL, n - example), xColumns, into);
      }
    }
    compute(delta, units, inputs, n, gradient, offset);
  }

  private static void copy(
      float[] source, int from, int stride, int rows, float[] target, int into) {
    for (int row = 0; row < rows; row++) {
      for (int lane = 0; lane < PANEL; lane += LANES) {
        FloatVector.fromArray(FLOATS, source, from + row * stride + lane)
            .intoArray(target, into + row * PANEL + lane);
      }
    }
  }

  private void compute(float[] delta, int units, int inputs, int n, float[] gradient, int offset) {
    int height = Kernels.panels(n) * PANEL;
    boolean isInBlocks = units >= VectorProducts.LEAST_TRANSPOSED;
    if (isInBlocks) {
      toColumns(delta, units, n, height);
    } else {
      toRuns(delta, units, height);
    }
    int columns = Kernels.panels(inputs);
    for (int column = 0; column < columns; column += PANELS) {
      int last = Math.min(column + PANELS, columns) - 1;
      int row = column * height;
      int input = PanelTransposition.firstUnit(column, inputs);
      int second = PanelTransposition.firstUnit(last, inputs) - input;
      if (isInBlocks) {
        inBlocks(
            units, n, height, row, last * height - row, gradient, offset + input, second, inputs);
      } else {
        int xSecond = last == column && LANES == PANEL ? 0 : secondVector(height);
        int into = LANES == PANEL ? second : LANES;
        VectorProducts.product(
            deltaRuns,
            0,
            height,
            units,
            n,
            ZERO,
            0,
            0,
            xColumns,
            row,
            xSecond,
            gradient,
            offset + input,
            into,
            inputs);
      }
    }
  }

  private void inBlocks(
      int units,
      int n,
      int height,
      int row,
      int rows,
      float[] gradient,
      int into,
      int second,
      int inputs) {
    int lastColumn = Kernels.panels(units) - 1;
    for (int done = 0; done < units; done += 8) {
      int unit = Math.min(done, units - 8);
      int column = Math.min((unit + 7) / PANEL, lastColumn);
      int from = column * height * PANEL + unit - PanelTransposition.firstUnit(column, units);
      VectorProducts.eightByTwoTransposed(
          deltaColumns,
          from,
          PANEL,
          xColumns,
          row,
          n,
          rows * PANEL,
          gradient,
          into + unit * inputs,
          second,
          inputs);
    }
  }

  private void toColumns(float[] delta, int units, int n, int height) {
    deltaColumns = grown(deltaColumns, Kernels.panels(units) * height * PANEL);
    if (units >= PANEL) {
      transposition.toColumns(delta, n, units, deltaColumns);
      return;
    }
    padded = grown(padded, height * PANEL);
    for (int example = 0; example < height; example += PANEL) {
      System.arraycopy(delta, example * units, padded, example * PANEL, units * PANEL);
    }
    transposition.toColumns(padded, n, PANEL, deltaColumns);
  }

  /// Puts the examples of a unit side by side, `[units, height]`.
  private void toRuns(float[] delta, int units, int height) {
    deltaRuns = grown(deltaRuns, units * height);
    for (int unit = 0; unit < units; unit++) {
      for (int example = 0; example < height; example += PANEL) {
        int from = example * units + unit * PANEL;
        System.arraycopy(delta, from, deltaRuns, unit * height + example, PANEL);
      }
    }
  }

  private static float[] grown(float[] buffer, int length) {
    return buffer.length >= length ? buffer : new float[length];
  }
}
