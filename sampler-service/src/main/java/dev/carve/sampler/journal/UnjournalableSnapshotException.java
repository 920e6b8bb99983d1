package dev.carve.sampler.journal;

/// A snapshot that no journal takes, now or later: its entry would be too large, or its run has a
/// name that no directory can have.
///
/// Only this snapshot is affected; it need not be tried again.
public final class UnjournalableSnapshotException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A snapshot that breaks a rule.
  ///
  /// @param message the rule and the values that break it
  public UnjournalableSnapshotException(String message) {
    super(message);
  }
}
