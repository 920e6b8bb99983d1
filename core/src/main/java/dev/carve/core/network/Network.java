package dev.carve.core.network;

import dev.carve.core.matrix.MatrixLayout;
import java.util.ArrayList;
import java.util.List;

/// The shape of a network: layers, and where the parameters of each lie in θ.
///
/// θ is one array, layer by layer: weights `[units, inputs]` row-major, then biases `[units]`. The
/// last layer has a neuron for each class, is linear, and carries the softmax on top.
public final class Network {
  private final int inputs;
  private final List<DenseLayer> layers;
  private final int parameterCount;

  /// Lays out a network.
  ///
  /// @param inputs features of an example
  /// @param hiddenLayers the layers between inputs and classes, possibly none
  /// @param classes neurons of the last layer
  /// @throws IllegalArgumentException if there is no input, fewer than two classes, or more
  ///   parameters than an array holds
  public Network(int inputs, List<LayerSpec> hiddenLayers, int classes) {
    if (inputs < 1 || classes < 2) {
      throw new IllegalArgumentException(
          "a network must have an input and two classes: inputs=%d, classes=%d"
              .formatted(inputs, classes));
    }
    List<DenseLayer> layers = new ArrayList<>();
    int width = inputs;
    long offset = 0;
    for (LayerSpec hidden : hiddenLayers) {
      offset = append(layers, width, hidden.units(), hidden.activation(), offset);
      width = hidden.units();
    }
    offset = append(layers, width, classes, Activation.LINEAR, offset);
    this.inputs = inputs;
    this.layers = List.copyOf(layers);
    this.parameterCount = Math.toIntExact(offset);
  }

  private static long append(
      List<DenseLayer> layers, int inputs, int units, Activation activation, long offset) {
    long biases = offset + (long) units * inputs;
    long end = biases + units;
    if (end > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException(
          "the parameters must fit into one array: parameters=%d".formatted(end));
    }
    layers.add(
        new DenseLayer(
            activation, MatrixLayout.rowMajor((int) offset, units, inputs), (int) biases));
    return end;
  }

  /// Features of an example.
  ///
  /// @return d
  public int inputs() {
    return inputs;
  }

  /// Neurons of the last layer.
  ///
  /// @return how many classes the network tells apart
  public int classes() {
    return layers.getLast().units();
  }

  /// Length of θ.
  ///
  /// @return how many weights and biases all layers have
  public int parameterCount() {
    return parameterCount;
  }

  /// All layers in the order data flows, the last one for the classes.
  ///
  /// @return the layers, unmodifiable
  public List<DenseLayer> layers() {
    return layers;
  }

  /// The widest layer, inputs included.
  ///
  /// @return the largest number of values that one example has between two layers
  public int maximumWidth() {
    return Math.max(inputs, layers.stream().mapToInt(DenseLayer::units).max().orElseThrow());
  }
}
