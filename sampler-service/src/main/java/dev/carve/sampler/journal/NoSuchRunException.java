package dev.carve.sampler.journal;

/// A run that the journal directory does not hold, or that has no readable entry yet.
public final class NoSuchRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A run that was asked for in vain.
  ///
  /// @param run its name
  public NoSuchRunException(String run) {
    super("run must be in the journal: run=%s".formatted(run));
  }
}
