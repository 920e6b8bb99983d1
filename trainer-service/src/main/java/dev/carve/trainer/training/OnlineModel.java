package dev.carve.trainer.training;

import dev.carve.core.event.MinibatchReader;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.core.event.UnusableRecordException;
import dev.carve.core.training.ModelState;
import dev.carve.core.training.ModelTraining;
import dev.carve.core.training.StepOutcome;
import java.time.Instant;
import java.util.Arrays;

/// A model that is being trained, and what of it has been published. Owned by the stream thread.
final class OnlineModel {
  private final ModelState state;
  private final ModelTraining training;
  private long metricsStep = -1;
  private long metricsTimeMs;
  private long consumedAtMs;

  /// {@return a model as the store has it}
  ///
  /// @param stored a value of the store, which is replaced when the model is saved
  OnlineModel(byte[] stored) {
    this.state = ModelState.read(stored);
    this.training = new ModelTraining(state);
  }

  ModelState state() {
    return state;
  }

  /// Takes over the next minibatch. Nothing else changes yet.
  ///
  /// @throws UnusableRecordException if its shape, a feature or a label does not fit, or a step
  ///   would take too much memory
  void take(MinibatchReader next) {
    training.take(next);
  }

  /// {@return n, examples in the minibatch taken over last}
  int minibatchSize() {
    return training.size();
  }

  /// {@return whether the minibatch taken over last is the last one of its input}
  boolean endOfInput() {
    return training.endOfInput();
  }

  /// Tests on the minibatch at hand, then trains on it.
  StepOutcome consume(int partition, long offset, long timeMs, long nowMs) {
    consumedAtMs = nowMs;
    return training.consume(partition, offset, timeMs);
  }

  /// {@return whether nothing came for a while although the last steps have not been published}
  boolean isIdleUnpublished(long idleMs, long nowMs) {
    return state.step() != state.lastSnapshotStep() && nowMs - consumedAtMs >= idleMs;
  }

  boolean hasNewMetrics() {
    return state.examplesSeen() != metricsStep;
  }

  TrainingMetrics metrics(long nowMs, boolean endOfInput, long stepsSinceLast) {
    double seconds = (nowMs - metricsTimeMs) / 1000.0;
    double stepsPerSecond = metricsTimeMs == 0 || seconds <= 0 ? 0 : stepsSinceLast / seconds;
    metricsTimeMs = nowMs;
    metricsStep = state.examplesSeen();
    return new TrainingMetrics(
        state.spec().name(),
        state.run(),
        state.step(),
        state.examplesSeen(),
        Instant.ofEpochMilli(nowMs),
        stepsPerSecond,
        state.learningRate(),
        state.gradientNorm(),
        state.evaluation().fading(),
        state.evaluation().window(),
        state.evaluation().windowSize(),
        state.evaluation().overall(),
        Arrays.stream(state.evaluation().confusion().counts()).boxed().toList(),
        state.state(),
        endOfInput);
  }
}
