package dev.carve.trainer.stream;

/// A source that cannot be read: a file that is missing, truncated or of another format.
public final class UnreadableSourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A source that breaks a rule of its format.
  ///
  /// @param message the rule and the values that break it
  public UnreadableSourceException(String message) {
    super(message);
  }

  /// A source that the operating system does not give.
  ///
  /// @param message what was read
  /// @param cause why it cannot be
  public UnreadableSourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
