package dev.carve.core.matrix;

/// The products that a pass through a dense layer is made of.
///
/// Weights are `[units, inputs]`, row-major, at an offset in θ. Values of many examples are unit by
/// unit, `[units, n]`, so that the examples lie side by side. Every element of a result is one
/// chain of fused multiply-adds in ascending order of the summed index, whatever the implementation
/// does in parallel: implementations agree bit for bit.
public sealed interface Kernels permits ScalarKernels {
  /// The kernels to use on this machine.
  ///
  /// @return the fastest implementation
  static Kernels preferred() {
    return ScalarKernels.INSTANCE;
  }

  /// Pre-activations of a layer: z = b + W·a, summed over the inputs, starting from the bias.
  ///
  /// @param parameters θ
  /// @param weights offset of W, `[units, inputs]`, in θ; the biases follow
  /// @param inputs inputs of the layer
  /// @param units neurons of the layer
  /// @param a values of the inputs, `[inputs, n]`
  /// @param n examples
  /// @param z receives the pre-activations, `[units, n]`
  void weightedSums(
      float[] parameters, int weights, int inputs, int units, float[] a, int n, float[] z);

  /// Carries the gradient back through the weights: ∂L/∂a = Wᵀ·∂L/∂z, summed over the units,
  /// starting from zero.
  ///
  /// @param parameters θ
  /// @param weights offset of W, `[units, inputs]`, in θ
  /// @param inputs inputs of the layer
  /// @param units neurons of the layer
  /// @param delta ∂L/∂z, `[units, n]`
  /// @param n examples
  /// @param inputDelta receives ∂L/∂a, `[inputs, n]`
  void inputGradient(
      float[] parameters,
      int weights,
      int inputs,
      int units,
      float[] delta,
      int n,
      float[] inputDelta);

  /// The gradient of a layer's parameters: ∂L/∂W = ∂L/∂z·aᵀ and ∂L/∂b = ∂L/∂z·1, summed over the
  /// examples, starting from zero.
  ///
  /// @param delta ∂L/∂z, `[units, n]`
  /// @param examples values of the inputs, example by example, `[n, inputs]`
  /// @param n examples
  /// @param inputs inputs of the layer
  /// @param units neurons of the layer
  /// @param gradient receives ∂L/∂W, `[units, inputs]`, and ∂L/∂b, `[units]`, behind each other
  /// @param weights offset of ∂L/∂W in the gradient
  void parameterGradient(
      float[] delta, float[] examples, int n, int inputs, int units, float[] gradient, int weights);

  /// Turns rows into columns.
  ///
  /// @param from `[rows, columns]`
  /// @param rows rows of `from`
  /// @param columns columns of `from`
  /// @param into receives `[columns, rows]`
  void transpose(float[] from, int rows, int columns, float[] into);
}
