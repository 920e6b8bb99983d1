package dev.carve.standalone.fit;

import java.io.Serial;

/// Examples that the model of a fit cannot be trained on.
public final class InputDoesNotFitException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /// Says what does not fit.
  ///
  /// @param message the rule and the values that break it
  public InputDoesNotFitException(String message) {
    super(message);
  }
}
