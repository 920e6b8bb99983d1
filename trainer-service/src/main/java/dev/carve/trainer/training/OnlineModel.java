package dev.carve.trainer.training;

import dev.carve.core.event.MinibatchReader;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.core.event.TrainingState;
import dev.carve.trainer.UnusableRecordException;
import java.time.Instant;
import java.util.Arrays;

/// A model that is being trained: its state with the buffers of its steps. Owned by the stream
/// thread.
final class OnlineModel {
  private final ModelState state;
  private final byte[] stored;
  private final CheckedMinibatch minibatch;
  private final TestThenTrain testThenTrain;
  private long metricsStep = -1;
  private long metricsTimeMs;
  private long consumedAtMs;

  /// {@return a model as the store has it}
  ///
  /// @param stored the store's own array
  OnlineModel(byte[] stored) {
    this.state = ModelState.read(stored);
    this.stored = state.toBytes();
    this.minibatch = new CheckedMinibatch(state.network());
    this.testThenTrain = new TestThenTrain(state.network(), state.spec().batchSize());
  }

  ModelState state() {
    return state;
  }

  /// {@return whether the store still holds what this model last wrote there}
  @SuppressWarnings("ReferenceEquality") // the same bytes in another array were written by others
  boolean isStoredAs(byte[] value) {
    return stored == value;
  }

  /// Takes over the next minibatch. Nothing else changes yet.
  ///
  /// @throws UnusableRecordException if its shape, a feature or a label does not fit, or a step
  ///   would take too much memory
  void take(MinibatchReader next) {
    StepMemory.check(state.network(), next.size());
    minibatch.take(next);
  }

  /// {@return the minibatch taken over last}
  CheckedMinibatch minibatch() {
    return minibatch;
  }

  /// Tests on the minibatch at hand, then trains on it.
  ///
  /// A step that diverges leaves no trace but the state that says so: the model judges the
  /// minibatch as it will judge those to come, with the last good parameters and without learning
  /// from it.
  TestThenTrain.Outcome consume(int partition, long offset, long timeMs, long nowMs) {
    consumedAtMs = nowMs;
    TestThenTrain.Outcome outcome = testThenTrain.apply(state, minibatch);
    if (outcome == TestThenTrain.Outcome.DIVERGED) {
      state.rollBack();
      state.state(TrainingState.DIVERGED);
      testThenTrain.apply(state, minibatch);
    }
    state.consumed(minibatch.size(), partition, offset, timeMs);
    return outcome;
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
