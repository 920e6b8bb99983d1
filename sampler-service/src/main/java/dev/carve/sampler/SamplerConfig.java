package dev.carve.sampler;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How the sampler service runs.
///
/// @param bootstrapServers where Kafka is, `host:port` separated by commas
/// @param dataDirectory the run journal lies in its directory `journal`
/// @param groupId the consumer group; without one the journal's own, so that an empty journal is
///   filled again with all that Kafka still has. Samplers that share the models among them are
///   given one group
/// @param httpHost the address to listen on, a loopback address
/// @param httpPort the port to listen on, 0 for any free one
/// @param gridPoints points along each side of a surface where the frame does not become too large
/// @param framesPerSecond how often a model is drawn at most
/// @param openJournals how many runs are open for appending at most
/// @param journalIdleTime after how long without a snapshot a run's journal is closed
/// @param reservedDiskBytes so much stays free on the disk: below it nothing is journalled
public record SamplerConfig(
    String bootstrapServers,
    Path dataDirectory,
    Optional<String> groupId,
    String httpHost,
    int httpPort,
    int gridPoints,
    double framesPerSecond,
    int openJournals,
    Duration journalIdleTime,
    long reservedDiskBytes) {

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException if a value cannot be used; the host must be a loopback
  ///   address, for whoever reaches it may read all runs
  public SamplerConfig {
    require(!bootstrapServers.isBlank(), "bootstrapServers must name a host", bootstrapServers);
    require(isLoopback(httpHost), "httpHost must be a loopback address", httpHost);
    require(httpPort >= 0 && httpPort <= 65_535, "httpPort must be from 0 to 65535", httpPort);
    require(
        gridPoints >= 16 && gridPoints <= 512 && gridPoints % 8 == 0,
        "gridPoints must be a multiple of 8 from 16 to 512",
        gridPoints);
    require(
        framesPerSecond > 0 && framesPerSecond <= 1_000,
        "framesPerSecond must be above 0 and at most 1000",
        framesPerSecond);
    require(openJournals >= 1, "openJournals must be at least 1", openJournals);
    require(journalIdleTime.isPositive(), "journalIdleTime must be positive", journalIdleTime);
    require(reservedDiskBytes >= 0, "reservedDiskBytes must not be negative", reservedDiskBytes);
  }

  /// {@return the documented defaults}
  ///
  /// @param bootstrapServers where Kafka is
  /// @param dataDirectory where the journal lies
  public static SamplerConfig defaults(String bootstrapServers, Path dataDirectory) {
    return new SamplerConfig(
        bootstrapServers,
        dataDirectory,
        Optional.empty(),
        "127.0.0.1",
        8081,
        64,
        30,
        64,
        Duration.ofMinutes(5),
        256L << 20);
  }

  /// {@return the same, listening on another port}
  ///
  /// @param port the port, 0 for any free one
  public SamplerConfig withHttpPort(int port) {
    return new SamplerConfig(
        bootstrapServers,
        dataDirectory,
        groupId,
        httpHost,
        port,
        gridPoints,
        framesPerSecond,
        openJournals,
        journalIdleTime,
        reservedDiskBytes);
  }

  /// {@return the directory of all journals}
  public Path journalDirectory() {
    return dataDirectory.resolve("journal");
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("%s: %s".formatted(rule, value));
    }
  }
}
