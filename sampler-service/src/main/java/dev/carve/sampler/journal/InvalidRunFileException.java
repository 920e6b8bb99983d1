package dev.carve.sampler.journal;

/// A file that is no exported run, or a damaged one.
public final class InvalidRunFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A file that cannot be imported.
  ///
  /// @param message the rule and the values that break it
  public InvalidRunFileException(String message) {
    super(message);
  }
}
