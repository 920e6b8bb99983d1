package dev.carve.trainer.control;

import dev.carve.core.event.UnusableRecordException;
import dev.carve.core.network.ModelSpec;

/// How large the state of one model may be: it is one record of the changelog.
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
  /// @throws UnusableRecordException if its parameters and optimiser state alone are too large
  public void check(ModelSpec spec) {
    long parameters = spec.network().parameterCount();
    check(Float.BYTES * parameters * (1L + spec.optimizer().slots()));
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
