package dev.carve.sampler.replay;

import org.jspecify.annotations.Nullable;

/// Minibatches cannot be read from Kafka now; later they may be.
public final class MinibatchesUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Tells what failed.
  ///
  /// @param message what must hold, and what is
  /// @param cause what the client met, or null
  public MinibatchesUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
