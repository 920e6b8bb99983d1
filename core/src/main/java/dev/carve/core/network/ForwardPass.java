package dev.carve.core.network;

import dev.carve.core.loss.SoftmaxCrossEntropy;
import dev.carve.core.matrix.Kernels;
import java.util.List;

/// Evaluates a network for a minibatch: every neuron's pre-activation and activation, and the
/// classes' probabilities.
///
/// Values lie unit by unit, `[units, n]`: those of unit u for example j at index u × n + j. The
/// arrays are reused by every call. Owned by one thread.
public final class ForwardPass {
  private final Network network;
  private final int capacity;
  private final Kernels kernels = Kernels.preferred();
  private final float[] inputs;
  private final float[][] preActivations;
  private final float[][] activations;
  private final float[] probabilities;

  /// Makes room for minibatches.
  ///
  /// @param network what to evaluate
  /// @param capacity the most examples of one call
  /// @throws IllegalArgumentException if the capacity is not positive
  public ForwardPass(Network network, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "capacity must be positive: capacity=%d".formatted(capacity));
    }
    this.network = network;
    this.capacity = capacity;
    List<DenseLayer> layers = network.layers();
    this.inputs = new float[network.inputs() * capacity];
    this.preActivations = new float[layers.size()][];
    this.activations = new float[layers.size()][];
    for (int l = 0; l < layers.size(); l++) {
      preActivations[l] = new float[layers.get(l).units() * capacity];
      activations[l] = new float[layers.get(l).units() * capacity];
    }
    this.probabilities = new float[network.classes() * capacity];
  }

  /// Evaluates the network.
  ///
  /// @param parameters θ
  /// @param features standardised if the model standardises, example by example, `[n, inputs]`
  /// @param n examples, at most the capacity
  /// @throws IllegalArgumentException if there are more examples than the capacity
  public void apply(float[] parameters, float[] features, int n) {
    if (n < 0 || n > capacity) {
      throw new IllegalArgumentException(
          "examples must fit the capacity: n=%d, capacity=%d".formatted(n, capacity));
    }
    kernels.transpose(features, n, network.inputs(), inputs);
    float[] below = inputs;
    List<DenseLayer> layers = network.layers();
    for (int l = 0; l < preActivations.length; l++) {
      DenseLayer layer = layers.get(l);
      float[] z = preActivations[l];
      layer.preActivations(kernels, parameters, below, n, z);
      if (l < preActivations.length - 1) {
        layer.activation().apply(z, activations[l], layer.units() * n);
      } else {
        SoftmaxCrossEntropy.softmax(z, n, layer.units(), activations[l]);
      }
      below = activations[l];
    }
    kernels.transpose(below, network.classes(), n, probabilities);
  }

  /// Pre-activations of a layer after the last call.
  ///
  /// @param layer index of the layer, 0 being the first hidden one
  /// @return z, `[units, n]`, valid until the next call, not to be modified
  public float[] preActivations(int layer) {
    return preActivations[layer];
  }

  /// Activations of a layer after the last call; those of the last layer are the probabilities.
  ///
  /// @param layer index of the layer, 0 being the first hidden one
  /// @return a, `[units, n]`, valid until the next call, not to be modified
  public float[] activations(int layer) {
    return activations[layer];
  }

  /// Probabilities of the classes after the last call, example by example.
  ///
  /// @return p, `[n, classes]`, valid until the next call, not to be modified
  public float[] probabilities() {
    return probabilities;
  }

  /// The likeliest class of an example of the last call, the first one of equals.
  ///
  /// @param example index of the example
  /// @return index of the class
  public int predictedClass(int example) {
    int classes = network.classes();
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (probabilities[example * classes + c] > probabilities[example * classes + best]) {
        best = c;
      }
    }
    return best;
  }
}
