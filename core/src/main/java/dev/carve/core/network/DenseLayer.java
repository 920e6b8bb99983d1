package dev.carve.core.network;

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
}
