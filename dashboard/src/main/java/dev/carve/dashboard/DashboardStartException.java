package dev.carve.dashboard;

/// The dashboard could not start; the message says why in one line, and what to do.
public final class DashboardStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A start that failed.
  ///
  /// @param message what must hold, the values, and what to do
  /// @param cause what was found
  public DashboardStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
