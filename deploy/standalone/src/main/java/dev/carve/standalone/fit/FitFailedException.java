package dev.carve.standalone.fit;

import java.io.Serial;

/// A fit that did not come to its end.
public final class FitFailedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /// Says why.
  ///
  /// @param message what happened
  public FitFailedException(String message) {
    super(message);
  }
}
