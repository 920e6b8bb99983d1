package dev.carve.core.network;

import dev.carve.core.matrix.Kernels;
import dev.carve.core.matrix.MatrixLayout;

/// One fully connected layer and where its parameters lie in θ.
///
/// @param activation the non-linearity
/// @param weights where the weights lie in θ, shape `[units, inputs]`, row-major
/// @param biasesOffset index in θ of the biases, shape `[units]`; they follow the weights
public record DenseLayer(Activation activation, MatrixLayout weights, int biasesOffset) {
  /* From so many inputs on, a gradient is faster with the lanes along the inputs. */
  private static final int WIDE = Kernels.PANEL;

  /// Inputs of each neuron.
  ///
  /// @return how many
  public int inputs() {
    return weights.columns();
  }

  /// Neurons.
  ///
  /// @return how many
  public int units() {
    return weights.rows();
  }

  /// Index in θ of the weights.
  ///
  /// @return index of the first neuron's first weight
  public int weightsOffset() {
    return weights.offset();
  }

  /// How many weights the layer has.
  ///
  /// @return units × inputs
  public int weightCount() {
    return units() * inputs();
  }

  /// How many parameters the layer has.
  ///
  /// @return weights and biases
  public int parameterCount() {
    return weightCount() + units();
  }

  /// Whether the gradient of the weights is taken along the inputs instead of the examples.
  ///
  /// @return whether there are enough inputs
  boolean isWide() {
    return inputs() >= WIDE;
  }
}
