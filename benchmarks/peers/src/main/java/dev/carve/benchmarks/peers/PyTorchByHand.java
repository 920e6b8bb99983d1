package dev.carve.benchmarks.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.loss.Loss;
import dev.carve.benchmarks.kernel.TrainingProblem;
import dev.carve.benchmarks.kernel.Workload;

/// PyTorch through the Deep Java Library, with backpropagation written out in its array operations.
public final class PyTorchByHand implements Workload {
  private final TrainingProblem problem;
  private final PyTorchLayers layers;
  private final NDArray oneHotLabels;
  private final NDArray[] activations;

  /// A network with its minibatch.
  ///
  /// @param problem what to train
  public PyTorchByHand(TrainingProblem problem) {
    this.problem = problem;
    this.layers = new PyTorchLayers(problem);
    this.oneHotLabels = layers.oneHotLabels();
    this.activations = new NDArray[layers.depth()];
  }

  @Override
  public void reset() {
    layers.reset();
  }

  @Override
  public void run(int times) {
    for (int i = 0; i < times; i++) {
      step();
    }
  }

  /// Results belong to the manager of their first operand: everything of a step to that of its
  /// features, which closes them all.
  private void step() {
    try (NDManager manager = layers.newManager()) {
      NDArray features = layers.features().duplicate();
      features.attach(manager);
      backward(features, forward(features));
    }
  }

  private NDArray forward(NDArray features) {
    NDArray values = features;
    for (int l = 0; l < layers.depth() - 1; l++) {
      values = layers.activations(layers.preActivations(l, values));
      activations[l] = values;
    }
    return layers.preActivations(layers.depth() - 1, values).softmax(1);
  }

  private void backward(NDArray features, NDArray probabilities) {
    NDArray delta = probabilities.subi(oneHotLabels).divi(problem.batchSize());
    for (int l = layers.depth() - 1; l >= 0; l--) {
      NDArray below = l > 0 ? activations[l - 1] : features;
      NDArray weightGradient = delta.transpose().matMul(below);
      NDArray biasGradient = delta.sum(new int[] {0});
      if (l > 0) {
        delta = delta.matMul(layers.weights(l)).muli(layers.derivative(below));
      }
      layers.weights(l).subi(weightGradient.muli(TrainingProblem.LEARNING_RATE));
      layers.biases(l).subi(biasGradient.muli(TrainingProblem.LEARNING_RATE));
    }
  }

  @Override
  public double flopsEach() {
    return problem.flopsOfStep();
  }

  @Override
  public double loss() {
    return Loss.softmaxCrossEntropyLoss()
        .evaluate(new NDList(layers.labels()), new NDList(layers.logits()))
        .getFloat();
  }

  @Override
  public void close() {
    layers.close();
  }
}
