package dev.carve.standalone.command;

import dev.carve.standalone.broker.TopicSetup;
import java.time.Duration;
import picocli.CommandLine.Option;

/// Where Kafka is.
final class BrokerOption {
  static final String DEFAULT = "127.0.0.1:9092";

  /// How long a service waits for a broker that comes up beside it.
  static final Duration PATIENCE = Duration.ofSeconds(60);

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:CARVE_BOOTSTRAP_SERVERS:-" + DEFAULT + "}",
      description = "Where Kafka is (default: ${DEFAULT-VALUE}).")
  private String bootstrapServers = DEFAULT;

  /// The address, with a broker behind it that has all topics.
  ///
  /// @throws dev.carve.standalone.broker.NoBrokerException if no broker answers
  String connected() {
    new TopicSetup(checked(), Duration.ZERO).createMissing(1);
    return bootstrapServers;
  }

  /// The same, and one more topic, made like that of the frames if it is missing.
  ///
  /// @throws dev.carve.standalone.broker.NoBrokerException if no broker answers
  String connected(String framesTopic) {
    String servers = connected();
    new TopicSetup(servers, Duration.ZERO).createMissing(framesTopic, 1);
    return servers;
  }

  private String checked() {
    for (String server : bootstrapServers.split(",", -1)) {
      if (!server.strip().matches("(\\[[0-9a-fA-F:]+]|[^:\\s]+):\\d{1,5}")) {
        throw CommandFailedException.badUsage(
            "bootstrap servers must be HOST:PORT, separated by commas: --bootstrap-servers="
                + bootstrapServers);
      }
    }
    return bootstrapServers;
  }
}
