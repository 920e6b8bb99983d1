package dev.carve.dashboard.live;

import java.time.Duration;
import java.time.Instant;

/// How the reading of one topic goes.
///
/// @param topic the topic's name
/// @param partitions how many partitions are assigned
/// @param lastPoll when Kafka was last asked for records
/// @param caughtUp whether everything that was there at the start has been read
/// @param failure what keeps it from reading, or empty
public record ConsumerStatus(
    String topic, int partitions, Instant lastPoll, boolean caughtUp, String failure) {

  /// How long without a poll counts as standing still.
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  static ConsumerStatus starting(String topic, Instant now) {
    return new ConsumerStatus(topic, 0, now, false, "waiting for Kafka");
  }

  ConsumerStatus failed(String reason) {
    return new ConsumerStatus(topic, partitions, lastPoll, caughtUp, reason);
  }

  /// {@return whether viewers see what is in the topic}
  ///
  /// @param now the present time
  public boolean ready(Instant now) {
    return failure.isEmpty() && partitions > 0 && caughtUp && lastPoll.plus(PATIENCE).isAfter(now);
  }

  /// {@return the status in words}
  ///
  /// @param now the present time
  public String detail(Instant now) {
    if (!failure.isEmpty()) {
      return "%s: %s".formatted(topic, failure);
    }
    return "%s: %d partitions assigned, %s, polled %d ms ago"
        .formatted(
            topic,
            partitions,
            caughtUp ? "caught up" : "catching up",
            Duration.between(lastPoll, now).toMillis());
  }
}
