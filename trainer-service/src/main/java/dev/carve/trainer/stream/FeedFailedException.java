package dev.carve.trainer.stream;

/// Kafka did not take an example, although the producer tried again and again.
public final class FeedFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A feed that broke off.
  ///
  /// @param topic where the example should have gone
  /// @param cause what the producer met
  public FeedFailedException(String topic, Throwable cause) {
    super("example was not taken: topic=%s, reason=%s".formatted(topic, cause.getMessage()), cause);
  }
}
