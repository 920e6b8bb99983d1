package dev.carve.benchmarks.peers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import dev.carve.benchmarks.kernel.TrainingProblem;
import dev.carve.core.network.DenseLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A network and one minibatch as arrays of PyTorch, on one thread.
final class PyTorchLayers implements AutoCloseable {
  private final TrainingProblem problem;
  private final NDManager manager;
  private final List<NDArray> weights = new ArrayList<>();
  private final List<NDArray> biases = new ArrayList<>();
  private final NDArray features;
  private final NDArray labels;

  PyTorchLayers(TrainingProblem problem) {
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    this.problem = problem;
    this.manager = Engine.getEngine("PyTorch").newBaseManager();
    float[] parameters = problem.initialParameters();
    for (DenseLayer layer : problem.network().layers()) {
      weights.add(manager.create(weightsOf(parameters, layer), shapeOf(layer)));
      biases.add(manager.create(biasesOf(parameters, layer)));
    }
    this.features =
        manager.create(
            problem.features(), new Shape(problem.batchSize(), problem.network().inputs()));
    this.labels = manager.create(Arrays.stream(problem.labels()).asLongStream().toArray());
  }

  int depth() {
    return weights.size();
  }

  NDManager newManager() {
    return manager.newSubManager();
  }

  /// W, `[units, inputs]`.
  NDArray weights(int layer) {
    return weights.get(layer);
  }

  /// b, `[units]`.
  NDArray biases(int layer) {
    return biases.get(layer);
  }

  /// `[n, inputs]`.
  NDArray features() {
    return features;
  }

  /// `[n]`.
  NDArray labels() {
    return labels;
  }

  /// `[n, classes]`, 1 where the class is the label's.
  NDArray oneHotLabels() {
    return labels.oneHot(problem.network().classes(), DataType.FLOAT32);
  }

  void reset() {
    float[] parameters = problem.initialParameters();
    List<DenseLayer> layers = problem.network().layers();
    for (int l = 0; l < layers.size(); l++) {
      weights.get(l).set(weightsOf(parameters, layers.get(l)));
      biases.get(l).set(biasesOf(parameters, layers.get(l)));
    }
  }

  /// z = a·Wᵀ + b.
  NDArray preActivations(int layer, NDArray below) {
    return Linear.linear(below, weights.get(layer), biases.get(layer)).singletonOrThrow();
  }

  NDArray activations(NDArray preActivations) {
    return isTanh() ? Activation.tanh(preActivations) : Activation.relu(preActivations);
  }

  /// ∂a/∂z, from a.
  NDArray derivative(NDArray activations) {
    return isTanh()
        ? activations.square().neg().addi(1)
        : activations.gt(0).toType(DataType.FLOAT32, false);
  }

  NDArray logits() {
    NDArray values = features;
    for (int l = 0; l < depth(); l++) {
      values = preActivations(l, values);
      if (l < depth() - 1) {
        values = activations(values);
      }
    }
    return values;
  }

  private boolean isTanh() {
    return problem.activation() == dev.carve.core.network.Activation.TANH;
  }

  private static Shape shapeOf(DenseLayer layer) {
    return new Shape(layer.units(), layer.inputs());
  }

  private static float[] weightsOf(float[] parameters, DenseLayer layer) {
    int from = layer.weightsOffset();
    return Arrays.copyOfRange(parameters, from, from + layer.units() * layer.inputs());
  }

  private static float[] biasesOf(float[] parameters, DenseLayer layer) {
    int from = layer.biasesOffset();
    return Arrays.copyOfRange(parameters, from, from + layer.units());
  }

  @Override
  public void close() {
    manager.close();
  }
}
