package dev.carve.trainer;

import java.nio.file.Path;
import java.time.Duration;

/// How the trainer service runs.
///
/// @param bootstrapServers where Kafka is, `host:port` separated by commas
/// @param applicationId the consumer group and prefix of changelog topics
/// @param stateDirectory where Kafka Streams keeps its local files
/// @param streamThreads how many threads train; more than partitions are idle
/// @param commitInterval pause between two transactions at most: what a reader of snapshots waits
///   for; while the stream is live, a snapshot ends its transaction, from half of that time on
/// @param minibatchMaximumAge how long an example waits at most before its minibatch is cut
/// @param metricsInterval pause between two metrics of a model
/// @param maximumStateBytes the largest state of one model, and the largest record that is sent
public record TrainerConfig(
    String bootstrapServers,
    String applicationId,
    Path stateDirectory,
    int streamThreads,
    Duration commitInterval,
    Duration minibatchMaximumAge,
    Duration metricsInterval,
    int maximumStateBytes) {
  /// What any answer and any dead letter that is cut fits into.
  private static final int SMALLEST_RECORD_LIMIT = 256 * 1024;

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException if a number or duration is not greater than 0
  public TrainerConfig {
    if (streamThreads < 1) {
      throw new IllegalArgumentException(
          "stream threads must be at least 1: streamThreads=%d".formatted(streamThreads));
    }
    requirePositive("commit interval", commitInterval);
    requirePositive("minibatch maximum age", minibatchMaximumAge);
    requirePositive("metrics interval", metricsInterval);
    if (maximumStateBytes < SMALLEST_RECORD_LIMIT) {
      throw new IllegalArgumentException(
          "maximum state must be at least %d bytes: maximumStateBytes=%d"
              .formatted(SMALLEST_RECORD_LIMIT, maximumStateBytes));
    }
  }

  /// {@return the documented defaults}
  ///
  /// @param bootstrapServers where Kafka is
  /// @param stateDirectory where Kafka Streams keeps its local files
  public static TrainerConfig defaults(String bootstrapServers, Path stateDirectory) {
    return new TrainerConfig(
        bootstrapServers,
        "carve-trainer",
        stateDirectory,
        1,
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofMillis(250),
        96 * 1024 * 1024);
  }

  /// {@return the same under another application id}
  ///
  /// @param id the consumer group and prefix of changelog topics
  public TrainerConfig withApplicationId(String id) {
    return new TrainerConfig(
        bootstrapServers,
        id,
        stateDirectory,
        streamThreads,
        commitInterval,
        minibatchMaximumAge,
        metricsInterval,
        maximumStateBytes);
  }

  private static void requirePositive(String what, Duration duration) {
    if (duration.toMillis() < 1) {
      throw new IllegalArgumentException("%s must be at least 1 ms: %s".formatted(what, duration));
    }
  }
}
