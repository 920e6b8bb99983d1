package dev.carve.dashboard.film;

/// A film that cannot be drawn as it was asked for.
public final class UnfitFilmException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A film that cannot be drawn.
  ///
  /// @param message what is wrong with the request, with the value
  /// @param cause what found it, if anything
  public UnfitFilmException(String message, Throwable cause) {
    super(message, cause);
  }
}
