package dev.carve.sampler.http;

/// A request whose body is larger than is taken.
final class TooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooLargeException(String message) {
    super(message);
  }
}
