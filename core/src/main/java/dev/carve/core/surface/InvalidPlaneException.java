package dev.carve.core.surface;

/// A plane that cannot be laid: it names what the model does not have, or what it needs is missing.
public final class InvalidPlaneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A plane that breaks a rule.
  ///
  /// @param message the rule and the values that break it
  public InvalidPlaneException(String message) {
    super(message);
  }
}
