package dev.carve.standalone.broker;

import java.io.Serial;

/// A broker does not have one of Carve's topics.
public final class NoTopicException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /// Names the topic and the broker.
  ///
  /// @param bootstrapServers where the topic was looked for
  /// @param topic its name
  public NoTopicException(String bootstrapServers, String topic) {
    super(
        "the broker must have the topic: topic=%s, bootstrap-servers=%s"
            .formatted(topic, bootstrapServers));
  }
}
