package dev.carve.core.event;

/// Bytes that are no event of the expected type, or an event whose parts contradict each other.
public final class MalformedEventException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// An event that breaks a rule.
  ///
  /// @param message the rule and the values that break it
  public MalformedEventException(String message) {
    super(message);
  }

  /// Bytes that cannot be decoded.
  ///
  /// @param message the rule and the values that break it
  /// @param cause what the decoder found
  public MalformedEventException(String message, Throwable cause) {
    super(message, cause);
  }
}
