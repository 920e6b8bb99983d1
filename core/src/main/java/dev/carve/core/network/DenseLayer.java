package dev.carve.core.network;

import dev.carve.core.matrix.Kernels;
import java.util.Arrays;

/// One fully connected layer and where its parameters lie in θ.
///
/// @param inputs inputs of each neuron
/// @param units neurons
/// @param activation the non-linearity
/// @param weightsOffset index in θ of the weights, shape `[units, inputs]`, row-major
/// @param biasesOffset index in θ of the biases, shape `[units]`; they follow the weights
public record DenseLayer(
    int inputs, int units, Activation activation, int weightsOffset, int biasesOffset) {
  /// How many weights the layer has.
  ///
  /// @return units × inputs
  public int weightCount() {
    return units * inputs;
  }

  /// How many parameters the layer has.
  ///
  /// @return weights and biases
  public int parameterCount() {
    return weightCount() + units;
  }

  /// Pre-activations of the layer, z = b + W·x.
  ///
  /// @param kernels what multiplies
  /// @param parameters θ
  /// @param x inputs of the layer, `[inputs, n]`
  /// @param n examples, or points
  /// @param z receives the pre-activations, `[units, n]`
  public void preActivations(Kernels kernels, float[] parameters, float[] x, int n, float[] z) {
    for (int unit = 0; unit < units; unit++) {
      Arrays.fill(z, unit * n, (unit + 1) * n, parameters[biasesOffset + unit]);
    }
    kernels.multiplyAdd(parameters, weightsOffset, inputs, 1, x, z, 0, units, inputs, n);
  }

  /// Carries the gradient back to the inputs of the layer, ∂L/∂x = Wᵀ·∂L/∂z.
  ///
  /// @param kernels what multiplies
  /// @param parameters θ
  /// @param delta ∂L/∂z, `[units, n]`
  /// @param n examples
  /// @param inputDelta receives ∂L/∂x, `[inputs, n]`
  void inputGradient(
      Kernels kernels, float[] parameters, float[] delta, int n, float[] inputDelta) {
    Arrays.fill(inputDelta, 0, inputs * n, 0f);
    kernels.multiplyAdd(
        parameters, weightsOffset, 1, inputs, delta, inputDelta, 0, inputs, units, n);
  }

  /// The gradient of the layer's parameters, ∂L/∂W = ∂L/∂z·xᵀ and ∂L/∂b = ∂L/∂z·1.
  ///
  /// @param kernels what multiplies
  /// @param delta ∂L/∂z, `[units, n]`
  /// @param examples inputs of the layer, example by example, `[n, inputs]`
  /// @param n examples
  /// @param gradient receives the gradient where the layer's parameters lie in θ
  void parameterGradient(
      Kernels kernels, float[] delta, float[] examples, int n, float[] gradient) {
    Arrays.fill(gradient, weightsOffset, weightsOffset + weightCount(), 0f);
    kernels.multiplyAdd(delta, 0, n, 1, examples, gradient, weightsOffset, units, n, inputs);
    for (int unit = 0; unit < units; unit++) {
      float sum = 0;
      for (int j = unit * n; j < (unit + 1) * n; j++) {
        sum += delta[j];
      }
      gradient[biasesOffset + unit] = sum;
    }
  }
}
