package dev.carve.core.network;

import dev.carve.core.matrix.Kernels;
import java.util.List;

/// Evaluates a network for a minibatch: every neuron's activation, and the classes' probabilities.
///
/// The arrays are reused by every call. Owned by one thread.
public final class ForwardPass {
  private final Network network;
  private final int capacity;
  private final Kernels kernels;
  private final float[] inputs;
  private final float[] standardized;
  private float[] rows;
  private final float[][] activations;
  private final float[] probabilities;
  private int examples;
  private boolean isArranged;

  /// Makes room for minibatches, to be evaluated by the kernels that this machine prefers.
  ///
  /// @param network what to evaluate
  /// @param capacity the most examples of one call
  /// @throws IllegalArgumentException if the capacity is not positive
  public ForwardPass(Network network, int capacity) {
    this(network, capacity, Kernels.preferred());
  }

  /// Makes room for minibatches.
  ///
  /// @param network what to evaluate
  /// @param capacity the most examples of one call
  /// @param kernels what computes
  /// @throws IllegalArgumentException if the capacity is not positive
  public ForwardPass(Network network, int capacity, Kernels kernels) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "capacity must be positive: capacity=%d".formatted(capacity));
    }
    this.network = network;
    this.capacity = capacity;
    this.kernels = kernels;
    List<DenseLayer> layers = network.layers();
    int lanes = Kernels.panels(capacity) * Kernels.PANEL;
    this.inputs = new float[Math.multiplyExact(network.inputs(), lanes)];
    this.standardized =
        new float[layers.getFirst().isWide() ? Math.multiplyExact(network.inputs(), capacity) : 0];
    this.rows = standardized;
    this.activations = new float[layers.size()][];
    for (int l = 0; l < layers.size(); l++) {
      activations[l] = new float[Math.multiplyExact(layers.get(l).units(), lanes)];
    }
    this.probabilities = new float[network.classes() * capacity];
  }

  /// Evaluates the network.
  ///
  /// @param parameters θ
  /// @param features standardised if the model standardises, example by example, `[n, inputs]`; not
  ///   to be modified before the backpropagation of this pass
  /// @param n examples, at most the capacity
  /// @throws IllegalArgumentException if there are more examples than the capacity
  public void apply(float[] parameters, float[] features, int n) {
    requireFitting(n);
    rows = features;
    kernels.toPanels(features, n, network.inputs(), inputs);
    evaluate(parameters, n);
  }

  /// Standardises features and evaluates the network.
  ///
  /// @param parameters θ
  /// @param standardizer of the network's inputs
  /// @param features as they were measured, example by example, `[n, inputs]`
  /// @param n examples, at most the capacity
  /// @throws IllegalArgumentException if there are more examples than the capacity
  public void apply(float[] parameters, Standardizer standardizer, float[] features, int n) {
    requireFitting(n);
    if (network.layers().getFirst().isWide()) {
      standardizer.apply(features, n, standardized);
      rows = standardized;
      kernels.toPanels(standardized, n, network.inputs(), inputs);
    } else {
      standardizer.applyToPanels(features, n, inputs);
    }
    evaluate(parameters, n);
  }

  private void requireFitting(int n) {
    if (n < 0 || n > capacity) {
      throw new IllegalArgumentException(
          "examples must fit the capacity: n=%d, capacity=%d".formatted(n, capacity));
    }
  }

  private void evaluate(float[] parameters, int n) {
    int panels = Kernels.panels(n);
    float[] below = inputs;
    List<DenseLayer> layers = network.layers();
    for (int l = 0; l < activations.length; l++) {
      DenseLayer layer = layers.get(l);
      float[] a = activations[l];
      kernels.affine(parameters, layer.weights(), layer.biasesOffset(), below, panels, a);
      if (l < activations.length - 1) {
        int length = layer.units() * panels * Kernels.PANEL;
        kernels.apply(layer.activation().function(), a, length);
      } else {
        kernels.softmax(a, layer.units(), panels);
      }
      below = a;
    }
    examples = n;
    isArranged = false;
  }

  /// What the first layer got in the last call, if it is a wide one.
  ///
  /// @return the features example by example, `[n, inputs]` at the beginning
  float[] rows() {
    return rows;
  }

  /// What the first layer got in the last call.
  ///
  /// @return the features in panels, see [Kernels]
  float[] inputs() {
    return inputs;
  }

  /// Activations of a layer after the last call; those of the last layer are the probabilities.
  ///
  /// @param layer index of the layer, 0 being the first hidden one
  /// @return a in panels, see [Kernels]; valid until the next call, not to be modified
  float[] activations(int layer) {
    return activations[layer];
  }

  /// Activation of one neuron for one example of the last call; that of a neuron of the last layer
  /// is the probability of its class.
  ///
  /// @param layer index of the layer, 0 being the first hidden one
  /// @param unit index of the neuron
  /// @param example index of the example
  /// @return a
  public float activation(int layer, int unit, int example) {
    int units = network.layers().get(layer).units();
    int panel = example / Kernels.PANEL;
    return activations[layer][(panel * units + unit) * Kernels.PANEL + example % Kernels.PANEL];
  }

  /// Probabilities of the classes after the last call, as the kernels left them.
  ///
  /// @return p in panels, `[⌈n/16⌉, classes, 16]`, see [Kernels]; valid until the next call, not to
  ///   be modified
  public float[] probabilityPanels() {
    return activations[activations.length - 1];
  }

  /// Probabilities of the classes after the last call, example by example.
  ///
  /// @return p, `[n, classes]`, valid until the next call, not to be modified
  public float[] probabilities() {
    if (!isArranged) {
      kernels.toRows(probabilityPanels(), examples, network.classes(), probabilities);
      isArranged = true;
    }
    return probabilities;
  }

  /// The likeliest class of an example of the last call, the first one of equals.
  ///
  /// @param example index of the example
  /// @return index of the class
  public int predictedClass(int example) {
    int classes = network.classes();
    float[] p = probabilities();
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (p[example * classes + c] > p[example * classes + best]) {
        best = c;
      }
    }
    return best;
  }
}
