package dev.carve.trainer.training;

import dev.carve.core.event.Minibatch;
import dev.carve.core.event.TrainingState;
import dev.carve.core.loss.SoftmaxCrossEntropy;
import dev.carve.core.network.Backpropagation;
import dev.carve.core.network.ForwardPass;
import dev.carve.core.network.Network;
import dev.carve.core.optimizer.GradientClipping;

/// One minibatch on one model: predict and judge first, then take a step of stochastic gradient
/// descent.
///
/// The forward pass before the update is the prediction, so that every figure is about examples the
/// model has not seen. Holds the buffers of the step, and is owned by the stream thread.
final class TestThenTrain {
  private final Network network;
  private final float[] gradient;
  private int capacity;
  private ForwardPass forwardPass;
  private Backpropagation backpropagation;
  private float[] standardized;

  /// What became of a minibatch.
  enum Outcome {
    /// Judged, and a step was taken.
    TRAINED,
    /// Judged only: the model is not training.
    EVALUATED,
    /// Judged; its step would have made θ infinite or NaN and was not taken.
    DIVERGED
  }

  TestThenTrain(Network network, int capacity) {
    this.network = network;
    this.gradient = new float[network.parameterCount()];
    this.capacity = capacity;
    this.forwardPass = new ForwardPass(network, capacity);
    this.backpropagation = new Backpropagation(network, capacity);
    this.standardized = new float[capacity * network.inputs()];
  }

  Outcome apply(ModelState model, Minibatch minibatch) {
    int n = minibatch.size();
    ensureCapacity(n);
    float[] features = minibatch.features().array();
    int[] labels = minibatch.labels().array();
    boolean training = model.state() == TrainingState.TRAINING;
    if (training) {
      model.standardizer().update(features, n);
    }
    float[] inputs = features;
    if (model.spec().standardize()) {
      model.standardizer().apply(features, n, standardized);
      inputs = standardized;
    }
    forwardPass.apply(model.parameters(), inputs, n);
    model.evaluation().update(forwardPass.probabilities(), labels, n);
    model.recentExamples().add(features, labels, n);
    return training ? step(model, inputs, labels, n) : Outcome.EVALUATED;
  }

  private Outcome step(ModelState model, float[] inputs, int[] labels, int n) {
    backpropagation.apply(model.parameters(), forwardPass, inputs, labels, n, gradient);
    double norm = GradientClipping.norm(gradient);
    double loss =
        SoftmaxCrossEntropy.meanLoss(forwardPass.probabilities(), labels, n, network.classes());
    if (!Double.isFinite(norm) || !Double.isFinite(loss)) {
      model.state(TrainingState.DIVERGED);
      return Outcome.DIVERGED;
    }
    if (model.spec().gradientClipNorm().isPresent()) {
      GradientClipping.clip(gradient, model.spec().gradientClipNorm().getAsDouble());
    }
    model.gradientNorm(norm);
    model
        .optimizer()
        .apply(
            model.step(),
            model.nextLearningRate(),
            model.parameters(),
            gradient,
            model.optimizerState());
    model.stepTaken();
    return Outcome.TRAINED;
  }

  /// Producers that batch by themselves may send minibatches of any size.
  private void ensureCapacity(int n) {
    if (n > capacity) {
      capacity = Math.max(n, 2 * capacity);
      forwardPass = new ForwardPass(network, capacity);
      backpropagation = new Backpropagation(network, capacity);
      standardized = new float[capacity * network.inputs()];
    }
  }
}
