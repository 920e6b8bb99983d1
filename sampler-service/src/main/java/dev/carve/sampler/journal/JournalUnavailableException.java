package dev.carve.sampler.journal;

/// A run's journal that cannot be read or appended to now: damaged, locked by another process, or
/// its disk is full.
///
/// Only this run is affected; the caller goes on with the others.
public class JournalUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A journal in a state that forbids the operation.
  ///
  /// @param message the rule and the values that break it
  public JournalUnavailableException(String message) {
    super(message);
  }

  /// A journal whose queue failed.
  ///
  /// @param message what was attempted, with run and place
  /// @param cause what the queue or the file system said
  public JournalUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
