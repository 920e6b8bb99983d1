package dev.carve.core.matrix;

/// The arithmetic that passes through dense layers are made of.
///
/// What a layer holds for n examples lies in panels of sixteen examples, `[⌈n/16⌉, units, 16]`: the
/// value of unit u for example j at index (j / 16 · units + u) · 16 + j mod 16. So whatever the
/// number of examples, vectors of four, eight or sixteen lanes run along them without a rest. The
/// lanes beyond the last example are computed like examples whose features are zero, and carry no
/// gradient.
///
/// The order of every sum is fixed, and so are its bits, however many elements an implementation
/// works on at once: a sum along units or examples is one chain of fused multiply-adds in ascending
/// order; a sum along the lanes is sixteen such chains, one for each lane, that are added up lane i
/// to i + 8, then i + 4, i + 2 and i + 1. Kernels own buffers, and are owned by one thread.
public sealed interface Kernels permits ScalarKernels, VectorKernels {
  /// Examples of a panel.
  int PANEL = 16;

  /// {@return the kernels to use on this machine: those on the vector unit where the module
  /// `jdk.incubator.vector` has been added, else the scalar ones}
  static Kernels preferred() {
    return isVectorUnitUsable() ? new VectorKernels() : new ScalarKernels();
  }

  /// {@return whether the module `jdk.incubator.vector` has been added}
  static boolean isVectorUnitUsable() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  /// {@return how many panels hold so many examples}
  ///
  /// @param examples n, not negative
  static int panels(int examples) {
    return (examples + PANEL - 1) / PANEL;
  }

  /// Arranges features in panels; the lanes beyond the last example become zero.
  ///
  /// @param rows example by example, `[n, units]`
  /// @param n examples
  /// @param units values of an example
  /// @param panels receives `[⌈n/16⌉, units, 16]`
  void toPanels(float[] rows, int n, int units, float[] panels);

  /// Arranges panels example by example.
  ///
  /// @param panels `[⌈n/16⌉, units, 16]`
  /// @param n examples
  /// @param units values of an example
  /// @param rows receives `[n, units]`
  void toRows(float[] panels, int n, int units, float[] rows);

  /// Adds up how far the features lie from an origin each, and the squares of that, four examples
  /// at a time: Σ((a + b) + (c + d)) and Σ((a² + b²) + (c² + d²)), and one by one where there are
  /// no four more.
  ///
  /// @param rows example by example, `[n, units]`
  /// @param n examples
  /// @param units values of an example
  /// @param origins what is subtracted from each, `[units]`
  /// @param sums of the distances, `[units]`, added to
  /// @param squares sums of their squares, `[units]`, added to
  void addDistances(
      float[] rows, int n, int units, double[] origins, double[] sums, double[] squares);

  /// Shifts and scales features, (x − origin) · factor in double precision.
  ///
  /// @param rows example by example, `[n, units]`
  /// @param n examples
  /// @param units values of an example
  /// @param origins what is subtracted from each, `[units]`
  /// @param factors what each is multiplied by then, `[units]`
  /// @param into receives them, `[n, units]`; may be `rows` itself
  void standardize(
      float[] rows, int n, int units, double[] origins, double[] factors, float[] into);

  /// Pre-activations of a layer, Z = b·1ᵀ + W·X, each a chain that begins with the bias.
  ///
  /// @param parameters holds W and b
  /// @param weights where W lies, `[units, inputs]`
  /// @param biasesOffset where b lies, `[units]`
  /// @param x panels, `[count, inputs, 16]`
  /// @param count panels
  /// @param z receives panels, `[count, units, 16]`
  void affine(
      float[] parameters, MatrixLayout weights, int biasesOffset, float[] x, int count, float[] z);

  /// A product of a matrix and panels, C = A·B, each element a chain that begins with zero.
  ///
  /// @param a holds A
  /// @param layout where A lies, `[rows, inner]`
  /// @param b panels, `[count, inner, 16]`
  /// @param count panels
  /// @param c receives panels, `[count, rows, 16]`
  void multiply(float[] a, MatrixLayout layout, float[] b, int count, float[] c);

  /// The gradient of a layer, ∂L/∂W = ∂L/∂z·xᵀ and ∂L/∂b = ∂L/∂z·1, each element a sum along the
  /// lanes.
  ///
  /// @param delta ∂L/∂z in panels, `[count, units, 16]`, zero beyond the last example
  /// @param units neurons of the layer
  /// @param x inputs of the layer in panels, `[count, inputs, 16]`
  /// @param inputs inputs of each neuron
  /// @param count panels
  /// @param gradient receives ∂L/∂W, `[units, inputs]`, and ∂L/∂b, `[units]`
  /// @param offset where the layer's parameters begin in `gradient`
  void correlate(
      float[] delta, int units, float[] x, int inputs, int count, float[] gradient, int offset);

  /// The gradient of a layer of at least sixteen inputs, each element of ∂L/∂W a chain along the
  /// examples, each of ∂L/∂b a sum along the lanes.
  ///
  /// @param delta ∂L/∂z in panels, `[⌈n/16⌉, units, 16]`, zero beyond the last example
  /// @param units neurons of the layer
  /// @param x inputs of the layer in panels, `[⌈n/16⌉, inputs, 16]`
  /// @param inputs inputs of each neuron, at least 16
  /// @param n examples
  /// @param gradient receives ∂L/∂W, `[units, inputs]`, and ∂L/∂b, `[units]`
  /// @param offset where the layer's parameters begin in `gradient`
  void accumulate(
      float[] delta, int units, float[] x, int inputs, int n, float[] gradient, int offset);

  /// The same as [#accumulate], from inputs that are not arranged in panels.
  ///
  /// @param delta ∂L/∂z in panels, `[⌈n/16⌉, units, 16]`, zero beyond the last example
  /// @param units neurons of the layer
  /// @param x inputs of the layer example by example, `[n, inputs]`
  /// @param inputs inputs of each neuron, at least 16
  /// @param n examples
  /// @param gradient receives ∂L/∂W, `[units, inputs]`, and ∂L/∂b, `[units]`
  /// @param offset where the layer's parameters begin in `gradient`
  void accumulateRows(
      float[] delta, int units, float[] x, int inputs, int n, float[] gradient, int offset);

  /// Applies a function to each element, in place.
  ///
  /// @param function which one
  /// @param values overwritten; elements up to the next multiple of sixteen may change as well
  /// @param length how many elements
  void apply(ElementaryFunction function, float[] values, int length);

  /// Multiplies a gradient by the derivative of a function, in place.
  ///
  /// @param function which one
  /// @param values the values of the function, f(z)
  /// @param delta ∂L/∂f, overwritten with ∂L/∂z
  /// @param length how many elements, a multiple of sixteen
  void differentiate(ElementaryFunction function, float[] values, float[] delta, int length);

  /// Softmax over the units, in place: p = eᶻ / Σeᶻ, the largest z being subtracted first.
  ///
  /// @param values panels of z, `[count, units, 16]`, overwritten with p
  /// @param units classes
  /// @param count panels
  void softmax(float[] values, int units, int count);

  /// Judges the probabilities of the classes, lane by lane.
  ///
  /// @param probabilities panels of p, `[count, classes, 16]`
  /// @param classes classes
  /// @param count panels
  /// @param labels class of each example, `[count · 16]`, any class beyond the last example
  /// @param predictions receives the likeliest class of each, the first one of equals, `[count ·
  ///   16]`
  /// @param losses receives the cross-entropy −ln p[label] of each, `[count · 16]`, as
  ///   [ElementaryFunctions#crossEntropy]
  void judge(
      float[] probabilities,
      int classes,
      int count,
      int[] labels,
      int[] predictions,
      float[] losses);

  /// {@return whether none of the first values is infinite or NaN}
  ///
  /// @param values any numbers
  /// @param length how many
  boolean areFinite(float[] values, int length);

  /// Euclidean norm, √Σx², in double precision: thirty-two interleaved chains of fused
  /// multiply-adds, added up i to i + 16, then i + 8, i + 4, i + 2 and i + 1.
  ///
  /// @param values x
  /// @return its length, infinite or NaN if a value is
  double norm(float[] values);
}
