package dev.carve.core.matrix;

import java.util.Arrays;

/// The kernels as plain loops over `Math.fma`: the reference for every other implementation.
public final class ScalarKernels implements Kernels {
  /// The only instance; it has no state.
  public static final ScalarKernels INSTANCE = new ScalarKernels();

  private ScalarKernels() {}

  @Override
  public void weightedSums(
      float[] parameters, int weights, int inputs, int units, float[] a, int n, float[] z) {
    int biases = weights + units * inputs;
    for (int u = 0; u < units; u++) {
      Arrays.fill(z, u * n, (u + 1) * n, parameters[biases + u]);
      for (int k = 0; k < inputs; k++) {
        float w = parameters[weights + u * inputs + k];
        for (int j = 0; j < n; j++) {
          z[u * n + j] = Math.fma(w, a[k * n + j], z[u * n + j]);
        }
      }
    }
  }

  @Override
  public void inputGradient(
      float[] parameters,
      int weights,
      int inputs,
      int units,
      float[] delta,
      int n,
      float[] inputDelta) {
    Arrays.fill(inputDelta, 0, inputs * n, 0f);
    for (int k = 0; k < inputs; k++) {
      for (int u = 0; u < units; u++) {
        float w = parameters[weights + u * inputs + k];
        for (int j = 0; j < n; j++) {
          inputDelta[k * n + j] = Math.fma(w, delta[u * n + j], inputDelta[k * n + j]);
        }
      }
    }
  }

  @Override
  public void parameterGradient(
      float[] delta,
      float[] examples,
      int n,
      int inputs,
      int units,
      float[] gradient,
      int weights) {
    int biases = weights + units * inputs;
    Arrays.fill(gradient, weights, biases + units, 0f);
    for (int u = 0; u < units; u++) {
      int row = weights + u * inputs;
      float bias = 0;
      for (int j = 0; j < n; j++) {
        float d = delta[u * n + j];
        bias += d;
        for (int k = 0; k < inputs; k++) {
          gradient[row + k] = Math.fma(d, examples[j * inputs + k], gradient[row + k]);
        }
      }
      gradient[biases + u] = bias;
    }
  }

  @Override
  public void transpose(float[] from, int rows, int columns, float[] into) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        into[j * rows + i] = from[i * columns + j];
      }
    }
  }
}
