package dev.carve.benchmarks.kernel;

import dev.carve.core.loss.SoftmaxCrossEntropy;
import dev.carve.core.network.Backpropagation;
import dev.carve.core.network.ForwardPass;
import dev.carve.core.optimizer.Sgd;

/// Carve's step of stochastic gradient descent: forward pass, backpropagation, update.
///
/// With the kernels that this JVM prefers: those on the vector unit, or the scalar ones where the
/// module of the Vector API was not added.
public final class SgdStep implements Workload {
  private final TrainingProblem problem;
  private final Sgd sgd = new Sgd();
  private final int batchSize;
  private final ForwardPass forwardPass;
  private final Backpropagation backpropagation;
  private final float[] parameters;
  private final float[] gradient;
  private final float[] state;
  private final float[] features;
  private final int[] labels;

  /// A network with its buffers.
  ///
  /// @param problem what to train
  public SgdStep(TrainingProblem problem) {
    this.problem = problem;
    this.batchSize = problem.batchSize();
    this.forwardPass = new ForwardPass(problem.network(), batchSize);
    this.backpropagation = new Backpropagation(problem.network(), batchSize);
    this.parameters = problem.initialParameters();
    this.gradient = new float[parameters.length];
    this.state = new float[sgd.slots() * parameters.length];
    this.features = problem.features();
    this.labels = problem.labels();
  }

  @Override
  public void reset() {
    float[] initial = problem.initialParameters();
    System.arraycopy(initial, 0, parameters, 0, parameters.length);
  }

  @Override
  public void run(int times) {
    for (int i = 0; i < times; i++) {
      step();
    }
  }

  /// Takes one step.
  ///
  /// @return the gradient
  public float[] step() {
    forwardPass.apply(parameters, features, batchSize);
    backpropagation.apply(parameters, forwardPass, labels, batchSize, gradient);
    sgd.apply(0, TrainingProblem.LEARNING_RATE, parameters, gradient, state);
    return gradient;
  }

  @Override
  public double flopsEach() {
    return problem.flopsOfStep();
  }

  @Override
  public double loss() {
    forwardPass.apply(parameters, features, batchSize);
    return SoftmaxCrossEntropy.meanLoss(
        forwardPass.probabilities(), labels, batchSize, problem.network().classes());
  }
}
