package dev.carve.sampler.journal;

/// A run whose name the journal holds already.
public final class RunExistsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A run that would have replaced another.
  ///
  /// @param run its name
  public RunExistsException(String run) {
    super("the journal must not hold the run yet: run=%s".formatted(run));
  }
}
