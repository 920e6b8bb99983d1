package dev.carve.core.network;

import dev.carve.core.matrix.ElementaryFunction;
import java.util.Arrays;
import java.util.Optional;

/// The non-linearity φ behind a neuron, a = φ(z).
///
/// Leaky ReLU has the slope 0.01 below zero and ELU tends to −1, as PyTorch has them by default.
public enum Activation {
  /// Hyperbolic tangent.
  TANH("tanh", ElementaryFunction.TANH),
  /// max(0, z).
  RELU("relu", ElementaryFunction.RELU),
  /// z above zero and z / 100 below.
  LEAKY_RELU("leaky-relu", ElementaryFunction.LEAKY_RELU),
  /// 1 / (1 + e⁻ᶻ).
  SIGMOID("sigmoid", ElementaryFunction.SIGMOID),
  /// z above zero and eᶻ − 1 below.
  ELU("elu", ElementaryFunction.ELU),
  /// z itself.
  LINEAR("linear", ElementaryFunction.IDENTITY);

  private final String specName;
  private final ElementaryFunction function;

  Activation(String specName, ElementaryFunction function) {
    this.specName = specName;
    this.function = function;
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

  /// The function itself, for kernels to apply.
  ///
  /// @return φ
  public ElementaryFunction function() {
    return function;
  }

  /// φ at one point.
  ///
  /// @param z pre-activation
  /// @return a = φ(z)
  public float apply(float z) {
    return function.apply(z);
  }
}
