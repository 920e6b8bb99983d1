package dev.carve.core.event;

/// A record that is well encoded but cannot be used: an unknown model or label, a wrong shape, a
/// feature that is no number.
public final class UnusableRecordException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// A record that breaks a rule.
  ///
  /// @param message the rule and the values that break it
  public UnusableRecordException(String message) {
    super(message);
  }
}
