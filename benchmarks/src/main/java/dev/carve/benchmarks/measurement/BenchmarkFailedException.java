package dev.carve.benchmarks.measurement;

import java.io.Serial;

/// A benchmark could not be carried out, or what it measured is not what it should be.
public final class BenchmarkFailedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// Says why.
  ///
  /// @param message what must hold, and what was found
  public BenchmarkFailedException(String message) {
    super(message);
  }
}
