package dev.carve.sampler.http;

/// A request whose path or query cannot be understood.
final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadRequestException(String message) {
    super(message);
  }
}
