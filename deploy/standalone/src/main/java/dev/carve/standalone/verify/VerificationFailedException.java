package dev.carve.standalone.verify;

import java.io.Serial;

/// A verification could not be carried out to its end, so that nothing is proven.
public final class VerificationFailedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /// Says what went wrong.
  ///
  /// @param text the rule and the values
  public VerificationFailedException(String text) {
    super(text);
  }
}
