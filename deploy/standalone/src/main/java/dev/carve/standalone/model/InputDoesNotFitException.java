package dev.carve.standalone.model;

import java.io.Serial;

/// Examples that a model cannot be trained on.
public final class InputDoesNotFitException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /// Says what does not fit.
  ///
  /// @param message the rule and the values that break it
  public InputDoesNotFitException(String message) {
    super(message);
  }
}
