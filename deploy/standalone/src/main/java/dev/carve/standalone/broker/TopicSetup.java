package dev.carve.standalone.broker;

import dev.carve.core.event.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates those of Carve's topics that a broker does not have yet, and waits until they take what
/// is sent to them. Topics that exist stay as they are.
///
/// | topic | kept |
/// |---|---|
/// | `examples`, `minibatches` | 1 GiB a partition, 30 days |
/// | `snapshots` | 512 MiB a partition, 30 days |
/// | `metrics`, `predictions`, `dead-letters` | 128 MiB a partition, 30 days |
/// | `events`, `control` | forever |
/// | `frames` | 64 MiB a partition, 10 minutes |
public final class TopicSetup {
  private static final Logger log = LoggerFactory.getLogger(TopicSetup.class);
  private static final long MIB = 1L << 20;
  private static final long FOREVER = -1;

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(20);

  private static final Retention FRAMES =
      new Retention(64 * MIB, Duration.ofMinutes(10), 16 * MIB, 16 * MIB);

  private final String bootstrapServers;
  private final Duration patience;

  /// How long and how much of it a topic keeps, and how large its records may be.
  private record Retention(
      long partitionBytes, Duration time, long segmentBytes, long maximumMessageBytes) {

    private Map<String, String> configs() {
      Map<String, String> configs = new LinkedHashMap<>();
      configs.put("cleanup.policy", "delete");
      configs.put("retention.bytes", Long.toString(partitionBytes));
      configs.put("retention.ms", Long.toString(time.isNegative() ? FOREVER : time.toMillis()));
      configs.put("segment.bytes", Long.toString(segmentBytes));
      configs.put("max.message.bytes", Long.toString(maximumMessageBytes));
      if (!time.isNegative()) {
        // A segment that is still written to is never deleted.
        configs.put("segment.ms", Long.toString(Math.max(60_000, time.toMillis() / 10)));
      }
      return configs;
    }
  }

  /// A setup for one cluster.
  ///
  /// @param bootstrapServers where Kafka is
  /// @param patience how long to wait for it when it is not there yet
  public TopicSetup(String bootstrapServers, Duration patience) {
    this.bootstrapServers = bootstrapServers;
    this.patience = patience;
  }

  /// Creates the topics that are missing.
  ///
  /// @param partitions of each topic that is created; all topics have the same, since models are
  ///   keys of them all
  /// @return the names of those created
  /// @throws NoBrokerException if no broker answers in time
  public List<String> createMissing(int partitions) {
    return createMissing(retentions(), partitions);
  }

  /// Creates a topic for frames, if it is missing.
  ///
  /// @param topic its name
  /// @param partitions how many it gets
  /// @throws NoBrokerException if no broker answers in time
  public void createMissing(String topic, int partitions) {
    createMissing(Map.of(topic, FRAMES), partitions);
  }

  private List<String> createMissing(Map<String, Retention> topics, int partitions) {
    Reachability.await(bootstrapServers, patience);
    try (Admin admin = Admin.create(adminConfig())) {
      Set<String> present = get(admin.listTopics().names());
      List<NewTopic> missing =
          topics.entrySet().stream()
              .filter(topic -> !present.contains(topic.getKey()))
              .map(topic ->
                  new NewTopic(topic.getKey(), Optional.of(partitions), Optional.empty())
                      .configs(topic.getValue().configs()))
              .toList();
      awaitLeaders(admin, create(admin, missing));
      return missing.stream().map(NewTopic::name).toList();
    } catch (KafkaException e) {
      throw new NoBrokerException(bootstrapServers, e);
    }
  }

  private List<TopicPartition> create(Admin admin, Collection<NewTopic> topics) {
    CreateTopicsResult result = admin.createTopics(topics);
    List<TopicPartition> partitions = new ArrayList<>();
    for (NewTopic topic : topics) {
      String name = topic.name();
      try {
        int count = get(result.numPartitions(name));
        IntStream.range(0, count).forEach(p -> partitions.add(new TopicPartition(name, p)));
        log.info("Created topic {}", name);
      } catch (TopicExistsException e) {
        log.info("Topic {} was created by another process meanwhile", name);
      }
    }
    return partitions;
  }

  /// Waits until every partition takes what is sent to it.
  ///
  /// A producer that is faster may lose its first batch: refused by a leader that is not ready, it
  /// comes after the second one and is out of order for good (KAFKA-15591).
  private void awaitLeaders(Admin admin, List<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    partitions.forEach(partition -> ends.put(partition, OffsetSpec.latest()));
    long deadlineNs = System.nanoTime() + TIMEOUT.toNanos();
    while (true) {
      try {
        get(admin.listOffsets(ends).all());
        return;
      } catch (RetriableException e) {
        if (System.nanoTime() > deadlineNs) {
          throw e;
        }
        LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
      }
    }
  }

  private Map<String, Object> adminConfig() {
    int timeoutMs = Math.toIntExact(TIMEOUT.toMillis());
    return Map.of(
        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMs,
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMs,
        AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
  }

  private <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException cause) {
        throw cause;
      }
      throw new NoBrokerException(bootstrapServers, e);
    } catch (TimeoutException e) {
      throw new NoBrokerException(bootstrapServers, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoBrokerException(bootstrapServers, e);
    }
  }

  private static Map<String, Retention> retentions() {
    Duration month = Duration.ofDays(30);
    Duration forever = Duration.ofMillis(FOREVER);
    long large = EmbeddedBroker.MAXIMUM_MESSAGE_BYTES;
    Map<String, Retention> retentions = new LinkedHashMap<>();
    retentions.put(Topics.EXAMPLES.name(), new Retention(1024 * MIB, month, 64 * MIB, 16 * MIB));
    retentions.put(Topics.MINIBATCHES.name(), new Retention(1024 * MIB, month, large, large));
    retentions.put(Topics.SNAPSHOTS.name(), new Retention(512 * MIB, month, large, large));
    retentions.put(Topics.METRICS.name(), new Retention(128 * MIB, month, 32 * MIB, 16 * MIB));
    retentions.put(Topics.EVENTS.name(), new Retention(FOREVER, forever, 16 * MIB, 4 * MIB));
    retentions.put(Topics.CONTROL.name(), new Retention(FOREVER, forever, large, large));
    retentions.put(Topics.FRAMES.name(), FRAMES);
    retentions.put(Topics.PREDICTIONS, new Retention(128 * MIB, month, 32 * MIB, 4 * MIB));
    retentions.put(Topics.DEAD_LETTERS, new Retention(128 * MIB, month, large, large));
    return retentions;
  }
}
