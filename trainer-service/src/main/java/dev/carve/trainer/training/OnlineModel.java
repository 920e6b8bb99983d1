package dev.carve.trainer.training;

import dev.carve.core.event.Minibatch;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.trainer.UnusableRecordException;
import java.time.Instant;
import java.util.Arrays;

/// A model that is being trained: its state with the buffers of its steps. Owned by the stream
/// thread.
final class OnlineModel {
  private static final int MAXIMUM_BATCH_SIZE = 65_536;

  private final ModelState state;
  private final byte[] stored;
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

  TestThenTrain.Outcome consume(
      Minibatch minibatch, int partition, long offset, long timeMs, long nowMs) {
    consumedAtMs = nowMs;
    TestThenTrain.Outcome outcome =
        minibatch.size() == 0
            ? TestThenTrain.Outcome.EVALUATED
            : testThenTrain.apply(state, minibatch);
    state.consumed(minibatch.size(), partition, offset, timeMs);
    return outcome;
  }

  /// Checks that the model can consume a minibatch, before anything changes.
  ///
  /// @throws UnusableRecordException if its shape, a feature or a label does not fit
  void check(Minibatch minibatch) {
    if (minibatch.size() > MAXIMUM_BATCH_SIZE) {
      throw new UnusableRecordException(
          "a minibatch must hold at most %d examples: size=%d"
              .formatted(MAXIMUM_BATCH_SIZE, minibatch.size()));
    }
    if (minibatch.size() > 0 && minibatch.inputs() != state.network().inputs()) {
      throw new UnusableRecordException(
          "a minibatch must have the model's inputs: model=%d, minibatch=%d"
              .formatted(state.network().inputs(), minibatch.inputs()));
    }
    for (float feature : minibatch.features().array()) {
      if (!Float.isFinite(feature)) {
        throw new UnusableRecordException("features must be finite: feature=%s".formatted(feature));
      }
    }
    for (int label : minibatch.labels().array()) {
      if (label < 0 || label >= state.network().classes()) {
        throw new UnusableRecordException(
            "labels must be class indices below %d: label=%d"
                .formatted(state.network().classes(), label));
      }
    }
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
