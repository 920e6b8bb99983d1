package dev.carve.core.training;

import dev.carve.core.event.MinibatchReader;
import dev.carve.core.event.TrainingState;
import dev.carve.core.event.UnusableRecordException;
import dev.carve.core.matrix.Kernels;

/// A model that is being trained: its state with the buffers of its steps.
///
/// After each minibatch the caller has {@link ModelState#toBytes()} bring the binary form up to
/// date, even if nobody stores it: it is what a step that diverges goes back to. Owned by one
/// thread.
public final class ModelTraining {
  private final ModelState state;
  private final StepMemory memory;
  private final CheckedMinibatch minibatch;
  private final TestThenTrain testThenTrain;

  /// Training that goes on from a state.
  ///
  /// @param state changed in place by every minibatch from now on
  public ModelTraining(ModelState state) {
    this.state = state;
    state.toBytes();
    this.memory = new StepMemory(state.network());
    Kernels kernels = Kernels.preferred();
    this.minibatch = new CheckedMinibatch(state.network(), kernels);
    this.testThenTrain = new TestThenTrain(state.network(), state.spec().batchSize(), kernels);
  }

  /// {@return the state, as it is now}
  public ModelState state() {
    return state;
  }

  /// Takes over the next minibatch. Nothing else changes yet.
  ///
  /// @param next what was read
  /// @throws UnusableRecordException if its shape, a feature or a label does not fit, or a step
  ///   would take too much memory
  public void take(MinibatchReader next) {
    memory.check(next.size());
    minibatch.take(next);
  }

  /// {@return n, examples in the minibatch taken over last; 0 where it only marks the end of the
  /// input}
  public int size() {
    return minibatch.size();
  }

  /// {@return whether the minibatch taken over last is the last one of its input}
  public boolean endOfInput() {
    return minibatch.endOfInput();
  }

  /// Tests on the minibatch at hand, then trains on it.
  ///
  /// A step that diverges leaves no trace but the state that says so: the model judges the
  /// minibatch as it will judge those to come, with the parameters that {@link
  /// ModelState#toBytes()} wrote last and without learning from it.
  ///
  /// @param partition of topic `minibatches` that it came from
  /// @param offset its own
  /// @param timeMs its own, ms since 1970
  /// @return what became of it
  public StepOutcome consume(int partition, long offset, long timeMs) {
    StepOutcome outcome = testThenTrain.apply(state, minibatch);
    if (outcome == StepOutcome.DIVERGED) {
      state.rollBack();
      state.state(TrainingState.DIVERGED);
      testThenTrain.apply(state, minibatch);
    }
    state.consumed(minibatch.size(), partition, offset, timeMs);
    return outcome;
  }
}
