package dev.carve.standalone.parameters;

import java.io.IOException;
import java.io.Serial;

/// Bytes that hold no parameters, or not those of the network. The text is the rule and the values
/// that break it; who knows the file adds its path.
final class UnfitParametersException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  UnfitParametersException(String message) {
    super(message);
  }

  UnfitParametersException(String message, Throwable cause) {
    super(message, cause);
  }
}
