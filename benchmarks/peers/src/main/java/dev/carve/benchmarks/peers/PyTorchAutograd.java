package dev.carve.benchmarks.peers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import dev.carve.benchmarks.kernel.TrainingProblem;
import dev.carve.benchmarks.kernel.Workload;

/// PyTorch through the Deep Java Library, gradients by its automatic differentiation.
public final class PyTorchAutograd implements Workload {
  private final TrainingProblem problem;
  private final PyTorchLayers layers;
  private final Loss meanLoss = Loss.softmaxCrossEntropyLoss();

  /// A network with its minibatch.
  ///
  /// @param problem what to train
  public PyTorchAutograd(TrainingProblem problem) {
    this.problem = problem;
    this.layers = new PyTorchLayers(problem);
    for (int l = 0; l < layers.depth(); l++) {
      layers.weights(l).setRequiresGradient(true);
      layers.biases(l).setRequiresGradient(true);
    }
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

  private void step() {
    try (NDManager manager = layers.newManager()) {
      NDArray features = layers.features().duplicate();
      features.attach(manager);
      step(manager, features);
    }
  }

  private void step(NDManager manager, NDArray features) {
    try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      collector.backward(loss(features));
    }
    for (int l = 0; l < layers.depth(); l++) {
      descend(manager, layers.weights(l));
      descend(manager, layers.biases(l));
    }
  }

  private NDArray loss(NDArray features) {
    NDArray values = features;
    for (int l = 0; l < layers.depth(); l++) {
      values = layers.preActivations(l, values);
      if (l < layers.depth() - 1) {
        values = layers.activations(values);
      }
    }
    return meanLoss.evaluate(new NDList(layers.labels()), new NDList(values));
  }

  private static void descend(NDManager manager, NDArray parameter) {
    NDArray gradient = parameter.getGradient();
    gradient.attach(manager);
    parameter.subi(gradient.mul(TrainingProblem.LEARNING_RATE));
    gradient.muli(0); // The next one is added to it.
  }

  @Override
  public double flopsEach() {
    return problem.flopsOfStep();
  }

  @Override
  public double loss() {
    return loss(layers.features()).getFloat();
  }

  @Override
  public void close() {
    layers.close();
  }
}
