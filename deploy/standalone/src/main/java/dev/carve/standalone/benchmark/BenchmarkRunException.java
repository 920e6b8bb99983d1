package dev.carve.standalone.benchmark;

import java.io.Serial;

/// A benchmark could not be carried out, or what it measured is not what it should be.
public final class BenchmarkRunException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// Says why.
  ///
  /// @param message what must hold, and what was found
  public BenchmarkRunException(String message) {
    super(message);
  }
}
