package dev.carve.sampler.sampling;

/// A snapshot that no frame can be evaluated from: its spec is invalid, or its parts do not fit it.
public final class UnusableSnapshotException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A snapshot that breaks a rule.
  ///
  /// @param message the rule and the values that break it
  public UnusableSnapshotException(String message) {
    super(message);
  }
}
