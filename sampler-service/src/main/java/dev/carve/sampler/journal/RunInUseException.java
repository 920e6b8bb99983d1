package dev.carve.sampler.journal;

/// A run that somebody writes or reads, so that its files cannot be changed now.
public final class RunInUseException extends JournalUnavailableException {
  private static final long serialVersionUID = 1L;

  /// A run that is in use.
  ///
  /// @param message the rule and the values that break it
  public RunInUseException(String message) {
    super(message);
  }
}
