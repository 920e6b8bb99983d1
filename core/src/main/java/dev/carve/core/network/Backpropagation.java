package dev.carve.core.network;

import dev.carve.core.loss.SoftmaxCrossEntropy;
import dev.carve.core.matrix.Kernels;
import java.util.List;

/// The gradient of the mean loss of a minibatch with respect to θ.
///
/// Owned by one thread.
public final class Backpropagation {
  private final Network network;
  private final int capacity;
  private final Kernels kernels = Kernels.preferred();
  private final float[] examples;
  private float[] delta;
  private float[] deltaBelow;

  /// Makes room for minibatches.
  ///
  /// @param network the network that was evaluated
  /// @param capacity the most examples of one call
  /// @throws IllegalArgumentException if the capacity is not positive
  public Backpropagation(Network network, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "capacity must be positive: capacity=%d".formatted(capacity));
    }
    this.network = network;
    this.capacity = capacity;
    int widest = network.layers().stream().mapToInt(DenseLayer::units).max().orElseThrow();
    this.examples = new float[widest * capacity];
    this.delta = new float[widest * capacity];
    this.deltaBelow = new float[widest * capacity];
  }

  /// Computes the gradient.
  ///
  /// @param parameters θ
  /// @param pass the forward pass of the same parameters and features
  /// @param features example by example, `[n, inputs]`
  /// @param labels class of each example, `[n]`
  /// @param n examples, at most the capacity
  /// @param gradient receives ∂L/∂θ, of the length of θ
  /// @throws IllegalArgumentException if there are more examples than the capacity
  public void apply(
      float[] parameters,
      ForwardPass pass,
      float[] features,
      int[] labels,
      int n,
      float[] gradient) {
    if (n < 1 || n > capacity) {
      throw new IllegalArgumentException(
          "examples must fit the capacity: n=%d, capacity=%d".formatted(n, capacity));
    }
    List<DenseLayer> layers = network.layers();
    int last = layers.size() - 1;
    SoftmaxCrossEntropy.gradient(pass.activations(last), labels, n, network.classes(), delta);
    for (int l = last; l > 0; l--) {
      DenseLayer layer = layers.get(l);
      DenseLayer below = layers.get(l - 1);
      kernels.transpose(pass.activations(l - 1), below.units(), n, examples);
      layer.parameterGradient(kernels, delta, examples, n, gradient);
      layer.inputGradient(kernels, parameters, delta, n, deltaBelow);
      below
          .activation()
          .backpropagate(
              pass.preActivations(l - 1), pass.activations(l - 1), deltaBelow, below.units() * n);
      float[] swap = delta;
      delta = deltaBelow;
      deltaBelow = swap;
    }
    layers.getFirst().parameterGradient(kernels, delta, features, n, gradient);
  }
}
