package dev.carve.sampler;

import dev.carve.sampler.journal.RetentionPolicy;
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
/// @param retentionInterval how often old days are thinned and deleted
/// @param thinnedAfter how old a day must be until one snapshot a minute is left of it
/// @param hourlyAfter how old a day must be until one snapshot an hour is left of it
/// @param eventNeighbourhood how near to an event everything is kept for good
/// @param retentionAge how old a day must be until it is deleted; without it never
/// @param retentionBytes how large the journal may be until its oldest days are deleted; without it
///   there is no limit
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
    long reservedDiskBytes,
    Duration retentionInterval,
    Duration thinnedAfter,
    Duration hourlyAfter,
    Duration eventNeighbourhood,
    Optional<Duration> retentionAge,
    Optional<Long> retentionBytes) {

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException if a value cannot be used; the host must be a loopback
  ///   address, for whoever reaches it may read, change and delete all runs
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
    require(
        retentionInterval.isPositive(), "retentionInterval must be positive", retentionInterval);
    require(
        retentionAge.map(Duration::isPositive).orElse(true),
        "retentionAge must be positive",
        retentionAge);
    require(
        retentionBytes.map(bytes -> bytes > 0).orElse(true),
        "retentionBytes must be above 0",
        retentionBytes);
    require(!thinnedAfter.isNegative(), "thinnedAfter must not be negative", thinnedAfter);
    require(
        hourlyAfter.compareTo(thinnedAfter) >= 0,
        "hourlyAfter must not be less than thinnedAfter",
        hourlyAfter);
    require(
        !eventNeighbourhood.isNegative(),
        "eventNeighbourhood must not be negative",
        eventNeighbourhood);
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
        256L << 20,
        Duration.ofMinutes(10),
        Duration.ofDays(1),
        Duration.ofDays(30),
        Duration.ofMinutes(1),
        Optional.empty(),
        Optional.empty());
  }

  /// {@return the same, listening on another port}
  ///
  /// @param port the port, 0 for any free one
  public SamplerConfig withHttpPort(int port) {
    return with(port, gridPoints, framesPerSecond);
  }

  /// {@return the same, drawing less or more often}
  ///
  /// @param frames a second and model at most
  public SamplerConfig withFramesPerSecond(double frames) {
    return with(httpPort, gridPoints, frames);
  }

  /// {@return the same, looking more or less finely}
  ///
  /// @param points along each side of a surface
  /// @throws IllegalArgumentException if it is no multiple of 8 from 16 to 512
  public SamplerConfig withGridPoints(int points) {
    return with(httpPort, points, framesPerSecond);
  }

  private SamplerConfig with(int port, int points, double frames) {
    return new SamplerConfig(
        bootstrapServers,
        dataDirectory,
        groupId,
        httpHost,
        port,
        points,
        frames,
        openJournals,
        journalIdleTime,
        reservedDiskBytes,
        retentionInterval,
        thinnedAfter,
        hourlyAfter,
        eventNeighbourhood,
        retentionAge,
        retentionBytes);
  }

  /// {@return how long what is kept}
  public RetentionPolicy retention() {
    return new RetentionPolicy(
        thinnedAfter, hourlyAfter, eventNeighbourhood, retentionAge, retentionBytes);
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
