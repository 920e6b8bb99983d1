package dev.carve.sampler.http;

/// A request that would be one too many at this moment.
final class BusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BusyException(String message) {
    super(message);
  }
}
