package dev.carve.standalone.parameters;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// Parameters that a network cannot begin with.
public final class InvalidParametersException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /// Says what is wrong.
  ///
  /// @param message the rule and the value that breaks it
  /// @param cause what was met, or null
  public InvalidParametersException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
