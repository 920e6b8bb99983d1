package dev.carve.core.matrix;

import java.util.Arrays;

/// The kernels as plain loops over `Math.fma`: the reference for every other implementation.
///
/// The lanes of a panel are the innermost loop, which the compiler may work on at once; that
/// changes no bit.
public final class ScalarKernels implements Kernels {
  /// Partial sums of a norm.
  static final int SQUARE_SUMS = 32;

  private final float[] lanes = new float[PANEL];
  private final double[] squareSums = new double[SQUARE_SUMS];

  /// Kernels for one thread.
  public ScalarKernels() {}

  @Override
  public void toPanels(float[] rows, int n, int units, float[] panels) {
    arrangePanels(rows, 0, n, units, panels);
  }

  static void arrangePanels(float[] rows, int firstPanel, int n, int units, float[] panels) {
    for (int p = firstPanel; p < Kernels.panels(n); p++) {
      int base = p * units * PANEL;
      int examples = Math.min(PANEL, n - p * PANEL);
      for (int unit = 0; unit < units; unit++) {
        int into = base + unit * PANEL;
        int from = p * PANEL * units + unit;
        for (int lane = 0; lane < examples; lane++) {
          panels[into + lane] = rows[from + lane * units];
        }
        Arrays.fill(panels, into + examples, into + PANEL, 0f);
      }
    }
  }

  @Override
  public void addDistances(
      float[] rows, int n, int units, double[] origins, double[] sums, double[] squares) {
    addDistances(rows, n, units, 0, origins, sums, squares);
  }

  /// The same from a unit on.
  static void addDistances(
      float[] rows,
      int n,
      int units,
      int firstUnit,
      double[] origins,
      double[] sums,
      double[] squares) {
    int row = 0;
    for (; row < n - 3; row += 4) {
      for (int k = firstUnit; k < units; k++) {
        int at = row * units + k;
        double a = rows[at] - origins[k];
        double b = rows[at + units] - origins[k];
        double c = rows[at + 2 * units] - origins[k];
        double d = rows[at + 3 * units] - origins[k];
        sums[k] += (a + b) + (c + d);
        squares[k] += Math.fma(a, a, b * b) + Math.fma(c, c, d * d);
      }
    }
    for (; row < n; row++) {
      for (int k = firstUnit; k < units; k++) {
        double distance = rows[row * units + k] - origins[k];
        sums[k] += distance;
        squares[k] = Math.fma(distance, distance, squares[k]);
      }
    }
  }

  @Override
  public void standardize(
      float[] rows, int n, int units, double[] origins, double[] factors, float[] into) {
    standardize(rows, n, units, 0, origins, factors, into);
  }

  /// The same from a unit on.
  static void standardize(
      float[] rows,
      int n,
      int units,
      int firstUnit,
      double[] origins,
      double[] factors,
      float[] into) {
    for (int row = 0; row < n; row++) {
      for (int k = firstUnit; k < units; k++) {
        int at = row * units + k;
        into[at] = (float) ((rows[at] - origins[k]) * factors[k]);
      }
    }
  }

  @Override
  public void toRows(float[] panels, int n, int units, float[] rows) {
    arrangeRows(panels, 0, n, units, rows);
  }

  static void arrangeRows(float[] panels, int firstPanel, int n, int units, float[] rows) {
    for (int p = firstPanel; p < Kernels.panels(n); p++) {
      int examples = Math.min(PANEL, n - p * PANEL);
      for (int unit = 0; unit < units; unit++) {
        int from = (p * units + unit) * PANEL;
        int into = p * PANEL * units + unit;
        for (int lane = 0; lane < examples; lane++) {
          rows[into + lane * units] = panels[from + lane];
        }
      }
    }
  }

  @Override
  public void affine(
      float[] parameters, MatrixLayout weights, int biasesOffset, float[] x, int count, float[] z) {
    for (int i = 0; i < count * weights.rows(); i++) {
      Arrays.fill(z, i * PANEL, (i + 1) * PANEL, parameters[biasesOffset + i % weights.rows()]);
    }
    addProduct(parameters, weights, x, count, z);
  }

  @Override
  public void multiply(float[] a, MatrixLayout layout, float[] b, int count, float[] c) {
    Arrays.fill(c, 0, count * layout.rows() * PANEL, 0f);
    addProduct(a, layout, b, count, c);
  }

  private static void addProduct(float[] a, MatrixLayout layout, float[] b, int count, float[] c) {
    for (int p = 0; p < count; p++) {
      for (int i = 0; i < layout.rows(); i++) {
        int into = (p * layout.rows() + i) * PANEL;
        for (int k = 0; k < layout.columns(); k++) {
          float factor = a[layout.row(i) + k * layout.columnStride()];
          int from = (p * layout.columns() + k) * PANEL;
          for (int lane = 0; lane < PANEL; lane++) {
            c[into + lane] = Math.fma(factor, b[from + lane], c[into + lane]);
          }
        }
      }
    }
  }

  @Override
  public void correlate(
      float[] delta, int units, float[] x, int inputs, int count, float[] gradient, int offset) {
    for (int unit = 0; unit < units; unit++) {
      for (int k = 0; k < inputs; k++) {
        Arrays.fill(lanes, 0f);
        for (int p = 0; p < count; p++) {
          int d = (p * units + unit) * PANEL;
          int from = (p * inputs + k) * PANEL;
          for (int lane = 0; lane < PANEL; lane++) {
            lanes[lane] = Math.fma(delta[d + lane], x[from + lane], lanes[lane]);
          }
        }
        gradient[offset + unit * inputs + k] = sumOfLanes();
      }
    }
    sum(delta, units, count, gradient, offset + units * inputs);
  }

  @Override
  public void accumulate(
      float[] delta, int units, float[] x, int inputs, int n, float[] gradient, int offset) {
    for (int unit = 0; unit < units; unit++) {
      int into = offset + unit * inputs;
      Arrays.fill(gradient, into, into + inputs, 0f);
      for (int j = 0; j < n; j++) {
        float factor = delta[valueIndex(j, unit, units)];
        for (int k = 0; k < inputs; k++) {
          gradient[into + k] = Math.fma(factor, x[valueIndex(j, k, inputs)], gradient[into + k]);
        }
      }
    }
    sum(delta, units, Kernels.panels(n), gradient, offset + units * inputs);
  }

  @Override
  public void accumulateRows(
      float[] delta, int units, float[] x, int inputs, int n, float[] gradient, int offset) {
    for (int unit = 0; unit < units; unit++) {
      int into = offset + unit * inputs;
      Arrays.fill(gradient, into, into + inputs, 0f);
      for (int j = 0; j < n; j++) {
        float factor = delta[valueIndex(j, unit, units)];
        for (int k = 0; k < inputs; k++) {
          gradient[into + k] = Math.fma(factor, x[j * inputs + k], gradient[into + k]);
        }
      }
    }
    sum(delta, units, Kernels.panels(n), gradient, offset + units * inputs);
  }

  private static int valueIndex(int example, int unit, int units) {
    return (example / PANEL * units + unit) * PANEL + example % PANEL;
  }

  private void sum(float[] delta, int units, int count, float[] gradient, int offset) {
    for (int unit = 0; unit < units; unit++) {
      Arrays.fill(lanes, 0f);
      for (int p = 0; p < count; p++) {
        int from = (p * units + unit) * PANEL;
        for (int lane = 0; lane < PANEL; lane++) {
          lanes[lane] += delta[from + lane];
        }
      }
      gradient[offset + unit] = sumOfLanes();
    }
  }

  private float sumOfLanes() {
    for (int half = PANEL / 2; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        lanes[lane] += lanes[lane + half];
      }
    }
    return lanes[0];
  }

  @Override
  public void apply(ElementaryFunction function, float[] values, int length) {
    for (int i = 0; i < length; i++) {
      values[i] = function.apply(values[i]);
    }
  }

  @Override
  public void differentiate(
      ElementaryFunction function, float[] values, float[] delta, int length) {
    for (int i = 0; i < length; i++) {
      delta[i] = function.differentiate(values[i], delta[i]);
    }
  }

  @Override
  public void softmax(float[] values, int units, int count) {
    for (int p = 0; p < count; p++) {
      for (int lane = 0; lane < PANEL; lane++) {
        softmaxOfLane(values, p * units * PANEL + lane, units);
      }
    }
  }

  private static void softmaxOfLane(float[] values, int first, int units) {
    float maximum = values[first];
    for (int unit = 1; unit < units; unit++) {
      float z = values[first + unit * PANEL];
      maximum = z > maximum ? z : maximum;
    }
    float sum = 0f;
    for (int unit = 0; unit < units; unit++) {
      int i = first + unit * PANEL;
      values[i] = ElementaryFunctions.exp(values[i] - maximum);
      sum += values[i];
    }
    for (int unit = 0; unit < units; unit++) {
      values[first + unit * PANEL] /= sum;
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
    for (int j = 0; j < count * PANEL; j++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        float highest = probabilities[valueIndex(j, best, classes)];
        best = probabilities[valueIndex(j, c, classes)] > highest ? c : best;
      }
      predictions[j] = best;
      float probability = probabilities[valueIndex(j, labels[j], classes)];
      losses[j] = ElementaryFunctions.crossEntropy(probability);
    }
  }

  @Override
  public boolean areFinite(float[] values, int length) {
    return areFinite(values, 0, length);
  }

  static boolean areFinite(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Float.isFinite(values[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public double norm(float[] values) {
    Arrays.fill(squareSums, 0);
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      squareSums[i % SQUARE_SUMS] = Math.fma(value, value, squareSums[i % SQUARE_SUMS]);
    }
    return rootOfSum(squareSums);
  }

  /// {@return √ of thirty-two sums added up i to i + 16, i + 8, i + 4, i + 2, i + 1}
  ///
  /// @param sums `[32]`, overwritten
  static double rootOfSum(double[] sums) {
    for (int i = 0; i < 8; i++) {
      sums[i] = (sums[i] + sums[i + 16]) + (sums[i + 8] + sums[i + 24]);
    }
    double even = (sums[0] + sums[4]) + (sums[2] + sums[6]);
    double odd = (sums[1] + sums[5]) + (sums[3] + sums[7]);
    return Math.sqrt(even + odd);
  }
}
