package dev.carve.sampler.replay;

/// A step that the run never took, or has not taken yet.
public final class NoSuchStepException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Names the step and those that there are.
  ///
  /// @param run the run's name
  /// @param step what was asked for
  /// @param first the first step that is known
  /// @param last the last step that is known
  public NoSuchStepException(String run, long step, long first, long last) {
    super(
        "step %,d is none of the run's: run=%s, first step=%,d, last step=%,d"
            .formatted(step, run, first, last));
  }
}
