package dev.carve.core.network;

import dev.carve.core.matrix.ElementaryFunctions;
import java.util.Arrays;
import java.util.Optional;

/// The non-linearity φ behind a neuron, a = φ(z).
///
/// Leaky ReLU has the slope 0.01 below zero and ELU tends to −1, as PyTorch has them by default.
public enum Activation {
  /// Hyperbolic tangent.
  TANH("tanh"),
  /// max(0, z).
  RELU("relu"),
  /// z above zero and z / 100 below.
  LEAKY_RELU("leaky-relu"),
  /// 1 / (1 + e⁻ᶻ).
  SIGMOID("sigmoid"),
  /// z above zero and eᶻ − 1 below.
  ELU("elu"),
  /// z itself.
  LINEAR("linear");

  private final String specName;

  Activation(String specName) {
    this.specName = specName;
  }

  /// The name in a spec.
  ///
  /// @return the name, in lower case with hyphens
  public String specName() {
    return specName;
  }

  /// Finds an activation by its name in a spec.
  ///
  /// @param specName as [#specName()] gives it
  /// @return the activation of this name, if there is one
  public static Optional<Activation> ofSpecName(String specName) {
    return Arrays.stream(values()).filter(a -> a.specName.equals(specName)).findFirst();
  }

  /// φ at one point.
  ///
  /// @param z pre-activation
  /// @return a = φ(z)
  public float apply(float z) {
    return switch (this) {
      case TANH -> ElementaryFunctions.tanh(z);
      case RELU -> ElementaryFunctions.relu(z);
      case LEAKY_RELU -> ElementaryFunctions.leakyRelu(z);
      case SIGMOID -> ElementaryFunctions.sigmoid(z);
      case ELU -> ElementaryFunctions.elu(z);
      case LINEAR -> z;
    };
  }

  /// φ′ at one point.
  ///
  /// @param z pre-activation
  /// @param a the activation there, φ(z)
  /// @return dφ/dz, that of the right below the kinks of ReLU, leaky ReLU and ELU being taken at
  ///   zero
  public float derivative(float z, float a) {
    return switch (this) {
      case TANH -> ElementaryFunctions.tanhDerivative(a);
      case RELU -> ElementaryFunctions.reluDerivative(z);
      case LEAKY_RELU -> ElementaryFunctions.leakyReluDerivative(z);
      case SIGMOID -> ElementaryFunctions.sigmoidDerivative(a);
      case ELU -> ElementaryFunctions.eluDerivative(a);
      case LINEAR -> 1;
    };
  }

  /// φ of a whole layer.
  ///
  /// @param z pre-activations
  /// @param a where the activations go; another array than `z`
  /// @param length how many
  public void apply(float[] z, float[] a, int length) {
    switch (this) {
      case TANH -> ElementaryFunctions.tanh(z, a, length);
      case RELU -> ElementaryFunctions.relu(z, a, length);
      case LEAKY_RELU -> ElementaryFunctions.leakyRelu(z, a, length);
      case SIGMOID -> ElementaryFunctions.sigmoid(z, a, length);
      case ELU -> ElementaryFunctions.elu(z, a, length);
      case LINEAR -> System.arraycopy(z, 0, a, 0, length);
    }
  }

  /// Carries the gradient of a whole layer from the activations to the pre-activations.
  ///
  /// @param z pre-activations
  /// @param a activations
  /// @param delta ∂L/∂a, overwritten with ∂L/∂z
  /// @param length how many
  public void backpropagate(float[] z, float[] a, float[] delta, int length) {
    switch (this) {
      case TANH -> ElementaryFunctions.tanhGradient(a, delta, length);
      case RELU -> ElementaryFunctions.reluGradient(z, delta, length);
      case LEAKY_RELU -> ElementaryFunctions.leakyReluGradient(z, delta, length);
      case SIGMOID -> ElementaryFunctions.sigmoidGradient(a, delta, length);
      case ELU -> ElementaryFunctions.eluGradient(a, delta, length);
      case LINEAR -> {}
    }
  }
}
