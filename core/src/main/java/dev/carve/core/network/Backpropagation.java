package dev.carve.core.network;

import dev.carve.core.loss.SoftmaxCrossEntropy;
import dev.carve.core.matrix.Kernels;
import dev.carve.core.matrix.MatrixLayout;
import java.util.List;

/// The gradient of the mean loss of a minibatch with respect to θ.
///
/// Owned by one thread.
public final class Backpropagation {
  private final Network network;
  private final int capacity;
  private final Kernels kernels;
  private final MatrixLayout[] transposedWeights;
  private float[] delta;
  private float[] deltaBelow;

  /// Makes room for minibatches, to be computed by the kernels that this machine prefers.
  ///
  /// @param network the network that was evaluated
  /// @param capacity the most examples of one call
  /// @throws IllegalArgumentException if the capacity is not positive
  public Backpropagation(Network network, int capacity) {
    this(network, capacity, Kernels.preferred());
  }

  /// Makes room for minibatches.
  ///
  /// @param network the network that was evaluated
  /// @param capacity the most examples of one call
  /// @param kernels what computes
  /// @throws IllegalArgumentException if the capacity is not positive
  public Backpropagation(Network network, int capacity, Kernels kernels) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "capacity must be positive: capacity=%d".formatted(capacity));
    }
    this.network = network;
    this.capacity = capacity;
    this.kernels = kernels;
    List<DenseLayer> layers = network.layers();
    this.transposedWeights =
        layers.stream().map(layer -> layer.weights().transposed()).toArray(MatrixLayout[]::new);
    int widest = layers.stream().mapToInt(DenseLayer::units).max().orElseThrow();
    int lanes = Kernels.panels(capacity) * Kernels.PANEL;
    this.delta = new float[widest * lanes];
    this.deltaBelow = new float[widest * lanes];
  }

  /// Computes the gradient.
  ///
  /// @param parameters θ
  /// @param pass the forward pass of the same parameters, for the examples of the minibatch
  /// @param labels class of each example, `[n]`
  /// @param n examples, at most the capacity
  /// @param gradient receives ∂L/∂θ, of the length of θ
  /// @throws IllegalArgumentException if there are more examples than the capacity
  public void apply(float[] parameters, ForwardPass pass, int[] labels, int n, float[] gradient) {
    if (n < 1 || n > capacity) {
      throw new IllegalArgumentException(
          "examples must fit the capacity: n=%d, capacity=%d".formatted(n, capacity));
    }
    List<DenseLayer> layers = network.layers();
    int panels = Kernels.panels(n);
    int last = layers.size() - 1;
    SoftmaxCrossEntropy.gradient(pass.activations(last), labels, n, network.classes(), delta);
    for (int l = last; l > 0; l--) {
      DenseLayer layer = layers.get(l);
      DenseLayer below = layers.get(l - 1);
      float[] x = pass.activations(l - 1);
      parameterGradient(layer, x, n, gradient);
      kernels.multiply(parameters, transposedWeights[l], delta, panels, deltaBelow);
      int length = below.units() * panels * Kernels.PANEL;
      kernels.differentiate(below.activation().function(), x, deltaBelow, length);
      float[] swap = delta;
      delta = deltaBelow;
      deltaBelow = swap;
    }
    DenseLayer first = layers.getFirst();
    if (first.isWide()) {
      kernels.accumulateRows(
          delta, first.units(), pass.rows(), first.inputs(), n, gradient, first.weightsOffset());
    } else {
      parameterGradient(first, pass.inputs(), n, gradient);
    }
  }

  private void parameterGradient(DenseLayer layer, float[] x, int n, float[] gradient) {
    int units = layer.units();
    int inputs = layer.inputs();
    if (layer.isWide()) {
      kernels.accumulate(delta, units, x, inputs, n, gradient, layer.weightsOffset());
    } else {
      int panels = Kernels.panels(n);
      kernels.correlate(delta, units, x, inputs, panels, gradient, layer.weightsOffset());
    }
  }
}
