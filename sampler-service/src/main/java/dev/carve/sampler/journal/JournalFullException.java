package dev.carve.sampler.journal;

/// A journal that takes nothing, for the disk has too little space left.
public final class JournalFullException extends JournalUnavailableException {
  private static final long serialVersionUID = 1L;

  /// A disk that is nearly full.
  ///
  /// @param message the rule and the values that break it
  public JournalFullException(String message) {
    super(message);
  }
}
