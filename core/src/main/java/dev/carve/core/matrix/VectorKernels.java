package dev.carve.core.matrix;

import static dev.carve.core.matrix.VectorProducts.PANELS;
import static dev.carve.core.matrix.VectorProducts.secondVector;
import static dev.carve.core.matrix.VectorUnit.FLOATS;
import static dev.carve.core.matrix.VectorUnit.INTS;
import static dev.carve.core.matrix.VectorUnit.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// The kernels on the vector unit, lanes along the examples of a panel or along the inputs.
///
/// A lane does for its element what [ScalarKernels] does for one, in the same order, so that the
/// bits are the same on vectors of any length. Needs the module `jdk.incubator.vector`.
public final class VectorKernels implements Kernels {
  private static final float[] ZERO = {0f};
  private static final int INFINITY_BITS = 0x7f800000;

  private final PanelTransposition transposition = new PanelTransposition();
  private final WideGradient wideGradient = new WideGradient(transposition);
  private final LaneSums laneSums = new LaneSums();
  private final VectorNorm norm = new VectorNorm();
  private float[] leftRows = new float[0];

  /// Kernels for the longest vectors of this machine, and for one thread.
  public VectorKernels() {}

  @Override
  public void toPanels(float[] rows, int n, int units, float[] panels) {
    transposition.toPanels(rows, n, units, panels);
  }

  @Override
  public void toRows(float[] panels, int n, int units, float[] rows) {
    transposition.toRows(panels, n, units, rows);
  }

  @Override
  public void addDistances(
      float[] rows, int n, int units, double[] origins, double[] sums, double[] squares) {
    VectorRows.addDistances(rows, n, units, origins, sums, squares);
  }

  @Override
  public void standardize(
      float[] rows, int n, int units, double[] origins, double[] factors, float[] into) {
    VectorRows.standardize(rows, n, units, origins, factors, into);
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
    } else if (layout.rowStride() == 1 && layout.rows() >= VectorProducts.LEAST_TRANSPOSED) {
      transposedProducts(a, layout, b, count, c);
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
      VectorProducts.product(
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
          panel * rows * PANEL,
          cSecond,
          PANEL);
    }
  }

  private static void transposedProducts(
      float[] a, MatrixLayout layout, float[] b, int count, float[] c) {
    int rows = layout.rows();
    int inner = layout.columns();
    for (int panel = 0; panel < count; panel += PANELS) {
      boolean isAlone = panel + PANELS > count;
      int bSecond = isAlone ? 0 : secondVector(inner);
      int cSecond = isAlone ? 0 : secondVector(rows);
      VectorProducts.transposed(
          a,
          layout.offset(),
          layout.columnStride(),
          rows,
          inner,
          b,
          panel * inner,
          bSecond,
          c,
          panel * rows * PANEL,
          cSecond,
          PANEL);
    }
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

  private static float[] grown(float[] buffer, int length) {
    return buffer.length >= length ? buffer : new float[length];
  }

  @Override
  public void accumulate(
      float[] delta, int units, float[] x, int inputs, int n, float[] gradient, int offset) {
    wideGradient.ofPanels(delta, units, x, inputs, n, gradient, offset);
    int biases = offset + units * inputs;
    laneSums.sumExamples(delta, units, Kernels.panels(n), gradient, biases);
  }

  @Override
  public void accumulateRows(
      float[] delta, int units, float[] x, int inputs, int n, float[] gradient, int offset) {
    wideGradient.ofRows(delta, units, x, inputs, n, gradient, offset);
    int biases = offset + units * inputs;
    laneSums.sumExamples(delta, units, Kernels.panels(n), gradient, biases);
  }

  @Override
  public void correlate(
      float[] delta, int units, float[] x, int inputs, int count, float[] gradient, int offset) {
    laneSums.sumProducts(delta, units, x, inputs, count, gradient, offset);
    laneSums.sumExamples(delta, units, count, gradient, offset + units * inputs);
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

  @Override
  public void judge(
      float[] probabilities,
      int classes,
      int count,
      int[] labels,
      int[] predictions,
      float[] losses) {
    for (int p = 0; p < count; p++) {
      for (int lane = 0; lane < PANEL; lane += LANES) {
        int example = p * PANEL + lane;
        judgeLanes(
            probabilities,
            example * classes - lane * (classes - 1),
            classes,
            labels,
            example,
            predictions,
            losses);
      }
    }
    VectorFunctions.crossEntropy(losses, count * PANEL);
  }

  /// Puts the likeliest class and the probability of the label of each lane.
  private static void judgeLanes(
      float[] probabilities,
      int first,
      int classes,
      int[] labels,
      int example,
      int[] predictions,
      float[] ofLabels) {
    IntVector label = IntVector.fromArray(INTS, labels, example);
    FloatVector highest = FloatVector.fromArray(FLOATS, probabilities, first);
    FloatVector ofLabel = highest;
    IntVector best = IntVector.zero(INTS);
    for (int c = 1; c < classes; c++) {
      FloatVector p = FloatVector.fromArray(FLOATS, probabilities, first + c * PANEL);
      VectorMask<Float> isHigher = p.compare(VectorOperators.GT, highest);
      best = best.blend(c, isHigher.cast(INTS));
      highest = highest.blend(p, isHigher);
      ofLabel = ofLabel.blend(p, label.compare(VectorOperators.EQ, c).cast(FLOATS));
    }
    best.intoArray(predictions, example);
    ofLabel.intoArray(ofLabels, example);
  }

  @Override
  public boolean areFinite(float[] values, int length) {
    int whole = length - length % LANES;
    return areLanesFinite(values, whole) && ScalarKernels.areFinite(values, whole, length);
  }

  private static boolean areLanesFinite(float[] values, int length) {
    IntVector largest = IntVector.zero(INTS);
    for (int i = 0; i < length; i += LANES) {
      IntVector bits = FloatVector.fromArray(FLOATS, values, i).reinterpretAsInts();
      largest = largest.max(bits.and(Integer.MAX_VALUE));
    }
    return largest.reduceLanes(VectorOperators.MAX) < INFINITY_BITS;
  }

  @Override
  public double norm(float[] values) {
    return norm.of(values);
  }
}
