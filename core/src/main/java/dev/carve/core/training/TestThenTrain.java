package dev.carve.core.training;

import dev.carve.core.event.TrainingState;
import dev.carve.core.matrix.Kernels;
import dev.carve.core.network.Backpropagation;
import dev.carve.core.network.ForwardPass;
import dev.carve.core.network.Network;
import dev.carve.core.optimizer.GradientClipping;
import java.util.OptionalDouble;

/// One minibatch on one model: predict and judge first, then take a step of stochastic gradient
/// descent.
///
/// The forward pass before the update is the prediction, so that every figure is about examples the
/// model has not seen. Holds the buffers of the step, and is owned by one thread.
final class TestThenTrain {
  private final Network network;
  private final Kernels kernels;
  private final float[] gradient;
  private int capacity;
  private ForwardPass forwardPass;
  private Backpropagation backpropagation;

  TestThenTrain(Network network, int capacity, Kernels kernels) {
    this.network = network;
    this.kernels = kernels;
    this.gradient = new float[network.parameterCount()];
    this.capacity = capacity;
    this.forwardPass = new ForwardPass(network, capacity, kernels);
    this.backpropagation = new Backpropagation(network, capacity, kernels);
  }

  /// {@return what became of it; `DIVERGED` says that the state is to be rolled back}
  StepOutcome apply(ModelState model, CheckedMinibatch minibatch) {
    int n = minibatch.size();
    if (n == 0) {
      return StepOutcome.EVALUATED;
    }
    ensureCapacity(n);
    float[] features = minibatch.features();
    int[] labels = minibatch.labels();
    boolean training = model.state() == TrainingState.TRAINING;
    if (training) {
      model.standardizer().update(features, n);
    }
    if (model.spec().standardize()) {
      forwardPass.apply(model.parameters(), model.standardizer(), features, n);
    } else {
      forwardPass.apply(model.parameters(), features, n);
    }
    double loss = model.evaluation().update(forwardPass.probabilityPanels(), labels, n);
    model.recentExamples().add(features, labels, n);
    if (!training) {
      return StepOutcome.EVALUATED;
    }
    if (!Double.isFinite(loss)) {
      return StepOutcome.DIVERGED;
    }
    step(model, labels, n);
    return isFinite(model) ? StepOutcome.TRAINED : StepOutcome.DIVERGED;
  }

  private void step(ModelState model, int[] labels, int n) {
    backpropagation.apply(model.parameters(), forwardPass, labels, n, gradient);
    double norm = kernels.norm(gradient);
    model.gradientNorm(norm);
    OptionalDouble maximumNorm = model.spec().gradientClipNorm();
    if (maximumNorm.isPresent()) {
      GradientClipping.clip(gradient, norm, maximumNorm.getAsDouble());
    }
    model
        .optimizer()
        .apply(
            model.step(),
            model.nextLearningRate(),
            model.parameters(),
            gradient,
            model.optimizerState());
    model.stepTaken();
  }

  private boolean isFinite(ModelState model) {
    return Double.isFinite(model.gradientNorm())
        && kernels.areFinite(model.parameters(), model.parameters().length)
        && kernels.areFinite(model.optimizerState(), model.optimizerState().length);
  }

  /// Producers that batch by themselves may send minibatches of any size.
  private void ensureCapacity(int n) {
    if (n > capacity) {
      capacity = Math.max(n, 2 * capacity);
      forwardPass = new ForwardPass(network, capacity, kernels);
      backpropagation = new Backpropagation(network, capacity, kernels);
    }
  }
}
