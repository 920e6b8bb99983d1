package dev.carve.dashboard.example;

/// A line that holds no example for the model.
public final class UnfitExampleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long line;

  /// A line and what is wrong with it.
  ///
  /// @param line from 1
  /// @param reason what must hold, and the value
  public UnfitExampleException(long line, String reason) {
    super(reason, null, false, false);
    this.line = line;
  }

  /// {@return the line, from 1}
  public long line() {
    return line;
  }
}
