package dev.carve.core.matrix;

import static dev.carve.core.matrix.VectorUnit.FLOATS;
import static dev.carve.core.matrix.VectorUnit.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// The kernels on the vector unit, lanes along the examples of a panel or along the inputs.
///
/// A lane does for its element what [ScalarKernels] does for one, in the same order, so that the
/// bits are the same on vectors of any length. Needs the module `jdk.incubator.vector`.
public final class VectorKernels implements Kernels {
  /*
   * Products are built from blocks of four rows by two vectors whose sums stay in registers. Their right operand is always
   * packed, sixteen columns side by side, so that indices grow by constants and the compiler can hoist the bounds checks
   * out of the loops. Where a panel is one vector long the second vector belongs to the next panel.
   */
  private static final int BLOCK_ROWS = 4;

  /* How many panels two vectors are taken from. */
  private static final int PANELS = LANES == PANEL ? 2 : 1;

  private static final float[] ZERO = {0f};

  private float[] packed = new float[0];
  private float[] leftRows = new float[0];
  private float[] deltaRows = new float[0];
  private final LaneSums laneSums = new LaneSums();

  /// Kernels for the longest vectors of this machine, and for one thread.
  public VectorKernels() {}

  @Override
  public void toPanels(float[] rows, int n, int units, float[] panels) {
    ScalarKernels.arrangePanels(rows, n, units, panels);
  }

  @Override
  public void toRows(float[] panels, int n, int units, float[] rows) {
    ScalarKernels.arrangeRows(panels, n, units, rows);
  }

  @Override
  public void affine(
      float[] parameters, MatrixLayout weights, int biasesOffset, float[] x, int count, float[] z) {
    panelProducts(parameters, weights, parameters, biasesOffset, 1, x, count, z);
  }

  @Override
  public void multiply(float[] a, MatrixLayout layout, float[] b, int count, float[] c) {
    if (layout.columnStride() == 1) {
      panelProducts(a, layout, ZERO, 0, 0, b, count, c);
    } else {
      leftRows = grown(leftRows, layout.rows() * layout.columns());
      MatrixLayout rows = MatrixLayout.rowMajor(0, layout.rows(), layout.columns());
      arrangeByRows(a, layout, leftRows);
      panelProducts(leftRows, rows, ZERO, 0, 0, b, count, c);
    }
  }

  private static void panelProducts(
      float[] a,
      MatrixLayout layout,
      float[] start,
      int startOffset,
      int startStride,
      float[] b,
      int count,
      float[] c) {
    int rows = layout.rows();
    int inner = layout.columns();
    for (int panel = 0; panel < count; panel += PANELS) {
      boolean isAlone = panel + PANELS > count;
      int bSecond = isAlone ? 0 : secondVector(inner);
      int cSecond = isAlone ? 0 : secondVector(rows);
      int into = panel * rows * PANEL;
      product(
          a,
          layout.offset(),
          layout.rowStride(),
          rows,
          inner,
          start,
          startOffset,
          startStride,
          b,
          panel * inner,
          bSecond,
          c,
          into,
          cSecond,
          PANEL);
    }
  }

  private static int secondVector(int rows) {
    return LANES == PANEL ? rows * PANEL : LANES;
  }

  /// All rows of C, two vectors of its columns; four where a vector is a quarter of a panel.
  private static void product(
      float[] a,
      int aOffset,
      int aStride,
      int rows,
      int inner,
      float[] start,
      int startOffset,
      int startStride,
      float[] b,
      int bRow,
      int bSecond,
      float[] c,
      int cOffset,
      int cSecond,
      int cStride) {
    int from = aOffset - bRow;
    int done = 0;
    if (LANES * 4 > PANEL && rows >= BLOCK_ROWS) {
      /* The last block begins early enough to be whole, and computes some rows again. */
      for (; done < rows; done += BLOCK_ROWS) {
        int i = Math.min(done, rows - BLOCK_ROWS);
        int s = startOffset + i * startStride;
        fourByTwo(
            a,
            from + i * aStride,
            aStride,
            start[s],
            start[s + startStride],
            start[s + 2 * startStride],
            start[s + 3 * startStride],
            b,
            bRow,
            inner,
            bSecond,
            c,
            cOffset + i * cStride,
            cSecond,
            cStride);
      }
    }
    for (int i = done; i < rows; i++) {
      float s = start[startOffset + i * startStride];
      int into = cOffset + i * cStride;
      if (LANES * 4 > PANEL) {
        oneByTwo(a, from + i * aStride, s, b, bRow, inner, bSecond, c, into, cSecond);
      } else {
        oneByFour(a, from + i * aStride, s, b, bRow, inner, c, into);
      }
    }
  }

  /* The loop runs over rows of B counted from the array's beginning: only then are the checks of its indices hoisted. */
  private static void fourByTwo(
      float[] a,
      int aOffset,
      int aStride,
      float start0,
      float start1,
      float start2,
      float start3,
      float[] b,
      int bRow,
      int inner,
      int bSecond,
      float[] c,
      int cOffset,
      int cSecond,
      int cStride) {
    FloatVector left0 = FloatVector.broadcast(FLOATS, start0);
    FloatVector left1 = FloatVector.broadcast(FLOATS, start1);
    FloatVector left2 = FloatVector.broadcast(FLOATS, start2);
    FloatVector left3 = FloatVector.broadcast(FLOATS, start3);
    FloatVector right0 = left0;
    FloatVector right1 = left1;
    FloatVector right2 = left2;
    FloatVector right3 = left3;
    int a1 = aOffset + aStride;
    int a2 = a1 + aStride;
    int a3 = a2 + aStride;
    for (int k = bRow; k < bRow + inner; k++) {
      FloatVector left = FloatVector.fromArray(FLOATS, b, k * PANEL);
      FloatVector right = FloatVector.fromArray(FLOATS, b, k * PANEL + bSecond);
      FloatVector factor = FloatVector.broadcast(FLOATS, a[aOffset + k]);
      left0 = factor.fma(left, left0);
      right0 = factor.fma(right, right0);
      factor = FloatVector.broadcast(FLOATS, a[a1 + k]);
      left1 = factor.fma(left, left1);
      right1 = factor.fma(right, right1);
      factor = FloatVector.broadcast(FLOATS, a[a2 + k]);
      left2 = factor.fma(left, left2);
      right2 = factor.fma(right, right2);
      factor = FloatVector.broadcast(FLOATS, a[a3 + k]);
      left3 = factor.fma(left, left3);
      right3 = factor.fma(right, right3);
    }
    left0.intoArray(c, cOffset);
    right0.intoArray(c, cOffset + cSecond);
    left1.intoArray(c, cOffset + cStride);
    right1.intoArray(c, cOffset + cStride + cSecond);
    left2.intoArray(c, cOffset + 2 * cStride);
    right2.intoArray(c, cOffset + 2 * cStride + cSecond);
    left3.intoArray(c, cOffset + 3 * cStride);
    right3.intoArray(c, cOffset + 3 * cStride + cSecond);
  }

  private static void oneByTwo(
      float[] a,
      int aOffset,
      float start,
      float[] b,
      int bRow,
      int inner,
      int bSecond,
      float[] c,
      int cOffset,
      int cSecond) {
    FloatVector leftSum = FloatVector.broadcast(FLOATS, start);
    FloatVector rightSum = leftSum;
    for (int k = bRow; k < bRow + inner; k++) {
      FloatVector factor = FloatVector.broadcast(FLOATS, a[aOffset + k]);
      FloatVector left = FloatVector.fromArray(FLOATS, b, k * PANEL);
      FloatVector right = FloatVector.fromArray(FLOATS, b, k * PANEL + bSecond);
      leftSum = factor.fma(left, leftSum);
      rightSum = factor.fma(right, rightSum);
    }
    leftSum.intoArray(c, cOffset);
    rightSum.intoArray(c, cOffset + cSecond);
  }

  private static void oneByFour(
      float[] a, int aOffset, float start, float[] b, int bRow, int inner, float[] c, int cOffset) {
    FloatVector sum0 = FloatVector.broadcast(FLOATS, start);
    FloatVector sum1 = sum0;
    FloatVector sum2 = sum0;
    FloatVector sum3 = sum0;
    for (int k = bRow; k < bRow + inner; k++) {
      FloatVector factor = FloatVector.broadcast(FLOATS, a[aOffset + k]);
      sum0 = factor.fma(FloatVector.fromArray(FLOATS, b, k * PANEL), sum0);
      sum1 = factor.fma(FloatVector.fromArray(FLOATS, b, k * PANEL + LANES), sum1);
      sum2 = factor.fma(FloatVector.fromArray(FLOATS, b, k * PANEL + 2 * LANES), sum2);
      sum3 = factor.fma(FloatVector.fromArray(FLOATS, b, k * PANEL + 3 * LANES), sum3);
    }
    sum0.intoArray(c, cOffset);
    sum1.intoArray(c, cOffset + LANES);
    sum2.intoArray(c, cOffset + 2 * LANES);
    sum3.intoArray(c, cOffset + 3 * LANES);
  }

  private static void arrangeByRows(float[] a, MatrixLayout layout, float[] rows) {
    int columns = layout.columns();
    for (int i = 0; i < layout.rows(); i++) {
      int from = layout.row(i);
      for (int k = 0; k < columns; k++) {
        rows[i * columns + k] = a[from + k * layout.columnStride()];
      }
    }
  }

  @Override
  public void accumulate(
      float[] delta, int units, float[] x, int inputs, int n, float[] gradient, int offset) {
    int count = Kernels.panels(n);
    deltaRows = grown(deltaRows, units * count * PANEL);
    toExampleRuns(delta, units, count, deltaRows);
    int run = count * PANEL;
    boolean isAlone = inputs < PANELS * PANEL;
    int width = isAlone ? PANEL : PANELS * PANEL;
    int bSecond = isAlone ? 0 : secondVector(n);
    int cSecond = isAlone ? 0 : LANES;
    packed = grown(packed, n * width);
    /* The last panel of columns begins early enough to be whole, and is computed in part again. */
    for (int next = 0; next < inputs; next += width) {
      int column = Math.min(next, inputs - width);
      pack(x, column, inputs, n, width);
      int into = offset + column;
      product(
          deltaRows, 0, run, units, n, ZERO, 0, 0, packed, 0, bSecond, gradient, into, cSecond,
          inputs);
    }
    float[] sums = laneSums.compute(delta, units, x, 0, count);
    System.arraycopy(sums, 0, gradient, offset + units * inputs, units);
  }

  /// Puts the examples of a unit side by side, `[units, count, 16]`.
  private static void toExampleRuns(float[] delta, int units, int count, float[] runs) {
    for (int unit = 0; unit < units; unit++) {
      for (int p = 0; p < count; p++) {
        System.arraycopy(
            delta, (p * units + unit) * PANEL, runs, (unit * count + p) * PANEL, PANEL);
      }
    }
  }

  private void pack(float[] x, int column, int inputs, int n, int width) {
    for (int panel = 0; panel < width / PANEL; panel++) {
      for (int j = 0; j < n; j++) {
        int from = j * inputs + column + panel * PANEL;
        for (int lane = 0; lane < PANEL; lane += LANES) {
          int into = (panel * n + j) * PANEL + lane;
          FloatVector.fromArray(FLOATS, x, from + lane).intoArray(packed, into);
        }
      }
    }
  }

  private static float[] grown(float[] buffer, int length) {
    return buffer.length >= length ? buffer : new float[length];
  }

  @Override
  public void correlate(
      float[] delta, int units, float[] x, int inputs, int count, float[] gradient, int offset) {
    float[] sums = laneSums.compute(delta, units, x, inputs, count);
    System.arraycopy(sums, 0, gradient, offset, units * (inputs + 1));
  }

  @Override
  public void apply(ElementaryFunction function, float[] values, int length) {
    switch (function) {
      case TANH -> VectorFunctions.tanh(values, length);
      case RELU -> VectorFunctions.relu(values, length);
      case LEAKY_RELU -> VectorFunctions.leakyRelu(values, length);
      case SIGMOID -> VectorFunctions.sigmoid(values, length);
      case ELU -> VectorFunctions.elu(values, length);
      case IDENTITY -> {}
    }
  }

  @Override
  public void differentiate(
      ElementaryFunction function, float[] values, float[] delta, int length) {
    switch (function) {
      case TANH -> VectorFunctions.tanhGradient(values, delta, length);
      case RELU -> VectorFunctions.reluGradient(values, delta, length);
      case LEAKY_RELU -> VectorFunctions.leakyReluGradient(values, delta, length);
      case SIGMOID -> VectorFunctions.sigmoidGradient(values, delta, length);
      case ELU -> VectorFunctions.eluGradient(values, delta, length);
      case IDENTITY -> {}
    }
  }

  @Override
  public void softmax(float[] values, int units, int count) {
    for (int p = 0; p < count; p++) {
      for (int lane = 0; lane < PANEL; lane += LANES) {
        softmaxOfLanes(values, p * units * PANEL + lane, units);
      }
    }
  }

  private static void softmaxOfLanes(float[] values, int first, int units) {
    int end = first + units * PANEL;
    FloatVector maximum = FloatVector.fromArray(FLOATS, values, first);
    for (int i = first + PANEL; i < end; i += PANEL) {
      FloatVector z = FloatVector.fromArray(FLOATS, values, i);
      maximum = maximum.blend(z, z.compare(VectorOperators.GT, maximum));
    }
    for (int i = first; i < end; i += PANEL) {
      FloatVector.fromArray(FLOATS, values, i).sub(maximum).intoArray(values, i);
    }
    VectorFunctions.exp(values, first, end, PANEL);
    FloatVector sum = FloatVector.zero(FLOATS);
    for (int i = first; i < end; i += PANEL) {
      sum = sum.add(FloatVector.fromArray(FLOATS, values, i));
    }
    for (int i = first; i < end; i += PANEL) {
      FloatVector.fromArray(FLOATS, values, i).div(sum).intoArray(values, i);
    }
  }
}
