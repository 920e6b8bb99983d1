package dev.carve.trainer.control;

import dev.carve.core.event.UnusableRecordException;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.network.Network;
import dev.carve.core.training.StepMemory;

/// How large a model may be: its state is one record of the changelog, and a minibatch that waits
/// another.
///
/// A snapshot carries the parameters alone, and a command at most these, so both are smaller.
///
/// @param maximumStateBytes the largest record that the trainer's producer sends
public record StateLimit(int maximumStateBytes) {
  /// What a record holds beside the state, at most: its key, and what Kafka adds.
  private static final int RECORD_OVERHEAD = 4096;

  /// Checks a spec before any array is made for it.
  ///
  /// @param spec what the model is to be
  /// @throws UnusableRecordException if its parameters and optimiser state alone are too large, a
  ///   whole minibatch of its own is, or a step on it would take too much memory
  public void check(ModelSpec spec) {
    Network network = spec.network();
    check(Float.BYTES * (long) network.parameterCount() * (1L + spec.optimizer().slots()));
    checkMinibatch(Float.BYTES * (long) spec.batchSize() * (1L + network.inputs()));
    new StepMemory(network).check(spec.batchSize());
  }

  private void checkMinibatch(long minibatchBytes) {
    if (minibatchBytes > maximumStateBytes - RECORD_OVERHEAD) {
      throw new UnusableRecordException(
          "a minibatch must fit into one record: minibatch-bytes=%,d, maximum-state-bytes=%,d (a smaller batch-size, or a larger trainer.maximum-state-bytes)"
              .formatted(minibatchBytes, maximumStateBytes - RECORD_OVERHEAD));
    }
  }

  /// Checks a state as it is stored.
  ///
  /// @param stateBytes its size
  /// @throws UnusableRecordException if it is too large
  public void check(long stateBytes) {
    if (stateBytes > maximumStateBytes - RECORD_OVERHEAD) {
      throw new UnusableRecordException(
          "the state of a model must fit into one record: state-bytes=%,d, maximum-state-bytes=%,d (fewer units, an optimizer with less state, or a larger trainer.maximum-state-bytes)"
              .formatted(stateBytes, maximumStateBytes - RECORD_OVERHEAD));
    }
  }
}
