package dev.carve.standalone.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Kafka broker in this process: one node, broker and controller at once, on the loopback
/// address.
///
/// Closing stops it cleanly; a process that is killed leaves a directory from which the next start
/// recovers.
public final class EmbeddedBroker implements AutoCloseable {
  /*
   * The log directory is formatted when it has no meta.properties yet, which the formatter writes last: a format that was
   * interrupted is done again. The controller's port is a new one at each start. It is not stored anywhere: the voters
   * of a static quorum are known by node id.
   */

  /// Largest record the broker takes, in bytes: a snapshot or changelog value of a model of some 25
  /// million parameters.
  public static final int MAXIMUM_MESSAGE_BYTES = 128 << 20;

  private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final int NODE_ID = 1;

  // With version 2, batches that are in flight while the transaction before them is still being
  // closed are refused
  // as out of order, again and again until that is done.
  private static final short TRANSACTION_VERSION = 1;
  private static final String CONTROLLER_LISTENER = "CONTROLLER";

  // Nobody takes over from a broker that a busy machine holds up, so there is no hurry to give it
  // up. But after a kill, its successor is let in only when the session of the killed one is over.
  private static final Duration SESSION = Duration.ofSeconds(60);
  private static final Duration SESSION_AFTER_KILL = Duration.ofSeconds(4);

  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /// Starts a broker and returns when it answers.
  ///
  /// @param directory its log directory, formatted when it is new
  /// @param port where it listens on 127.0.0.1; 0 for any free port
  /// @return the running broker
  /// @throws PortInUseException if something listens there already
  /// @throws BrokerStartException if it does not start for another reason
  public static EmbeddedBroker start(Path directory, int port) {
    int brokerPort = LocalPort.free(port);
    int controllerPort = LocalPort.free(0);
    sayWhyTheProcessEnds();
    try {
      format(directory);
      Properties properties = properties(directory, brokerPort, controllerPort);
      KafkaRaftServer server =
          new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
      startup(server);
      log.info("Broker listens on {}:{}, directory {}", LocalPort.HOST, brokerPort, directory);
      return new EmbeddedBroker(server, brokerPort);
    } catch (Exception e) {
      throw new BrokerStartException(directory, e);
    }
  }

  /// Where clients connect.
  ///
  /// @return host and port, for `bootstrap.servers`
  public String bootstrapServers() {
    return LocalPort.HOST + ":" + port;
  }

  /// Where it listens.
  ///
  /// @return the port on 127.0.0.1
  public int port() {
    return port;
  }

  /// Stops the broker; everything it acknowledged is on disk when this returns.
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    log.info("Broker stopped");
  }

  /// Says why, before a broker that cannot go on (its disk is full) ends the whole process.
  private static void sayWhyTheProcessEnds() {
    Exit.setHaltProcedure((code, reason) -> {
      log.error("The broker cannot go on and ends the process: {}", reason);
      Runtime.getRuntime().halt(code);
    });
  }

  private static void startup(KafkaRaftServer server) {
    try {
      server.startup();
    } catch (RuntimeException e) {
      server.shutdown();
      throw e;
    }
  }

  private static void format(Path directory) throws Exception {
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(directory);
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .addDirectory(directory.toString())
        .setMetadataLogDirectory(directory.toString())
        .setControllerListenerName(CONTROLLER_LISTENER)
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setFeatureLevel("transaction.version", TRANSACTION_VERSION)
        .setIgnoreFormatted(true)
        .run();
    log.info("Formatted {}", directory);
  }

  private static Properties properties(Path directory, int brokerPort, int controllerPort) {
    Properties properties = new Properties();
    identity(properties, directory, brokerPort, controllerPort);
    sizes(properties);
    groups(properties);
    return properties;
  }

  private static void identity(
      Properties properties, Path directory, int brokerPort, int controllerPort) {
    String broker = "BROKER://%s:%d".formatted(LocalPort.HOST, brokerPort);
    String controller = "%s://%s:%d".formatted(CONTROLLER_LISTENER, LocalPort.HOST, controllerPort);
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", Integer.toString(NODE_ID));
    properties.put(
        "controller.quorum.voters", "%d@%s:%d".formatted(NODE_ID, LocalPort.HOST, controllerPort));
    properties.put("listeners", broker + "," + controller);
    properties.put("advertised.listeners", broker);
    properties.put("inter.broker.listener.name", "BROKER");
    properties.put("controller.listener.names", CONTROLLER_LISTENER);
    properties.put(
        "listener.security.protocol.map",
        "BROKER:PLAINTEXT,%s:PLAINTEXT".formatted(CONTROLLER_LISTENER));
    properties.put("log.dirs", directory.toAbsolutePath().toString());
    properties.put("auto.create.topics.enable", "false");
    properties.put("default.replication.factor", "1");
    properties.put("broker.heartbeat.interval.ms", "500");
    properties.put(
        "broker.session.timeout.ms",
        Long.toString((wasKilled(directory) ? SESSION_AFTER_KILL : SESSION).toMillis()));
    // No record twice a second into the metadata log of a node that has nobody to keep in step.
    properties.put("metadata.max.idle.interval.ms", "0");
  }

  private static boolean wasKilled(Path directory) {
    return Files.exists(directory.resolve("__cluster_metadata-0"))
        && Files.notExists(directory.resolve(".kafka_cleanshutdown"));
  }

  private static void sizes(Properties properties) {
    String maximum = Integer.toString(MAXIMUM_MESSAGE_BYTES);
    properties.put("message.max.bytes", maximum);
    properties.put("log.segment.bytes", maximum); // No batch may be larger than a segment.
    properties.put(
        "socket.request.max.bytes", Integer.toString(MAXIMUM_MESSAGE_BYTES + (32 << 20)));
    properties.put("log.retention.bytes", Long.toString(1L << 30));
    properties.put("log.retention.check.interval.ms", "30000");
    properties.put("log.segment.delete.delay.ms", "1000");
    properties.put("log.cleaner.threads", "1");
    properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
    properties.put("metadata.log.segment.bytes", Integer.toString(8 << 20));
    properties.put("metadata.max.retention.bytes", Integer.toString(64 << 20));
    properties.put("num.network.threads", "2");
    properties.put("num.io.threads", "4");
    properties.put("num.recovery.threads.per.data.dir", "2");
  }

  private static void groups(Properties properties) {
    properties.put("offsets.topic.num.partitions", "2");
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("offsets.topic.segment.bytes", Integer.toString(16 << 20));
    properties.put("transaction.state.log.num.partitions", "2");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("transaction.state.log.segment.bytes", Integer.toString(16 << 20));
    // What a trainer that takes over from a killed one waits for, beyond the transaction's timeout.
    properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    properties.put("share.coordinator.state.topic.num.partitions", "1");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("group.initial.rebalance.delay.ms", "0");
    properties.put("group.streams.initial.rebalance.delay.ms", "0");
    // A client that was killed is replaced soon: its session may be shorter than the default
    // minimum.
    properties.put("group.min.session.timeout.ms", "1000");
    properties.put("group.consumer.min.session.timeout.ms", "1000");
    properties.put("group.consumer.min.heartbeat.interval.ms", "300");
    properties.put("group.streams.min.session.timeout.ms", "1000");
    properties.put("group.streams.min.heartbeat.interval.ms", "300");
  }
}
