package dev.carve.benchmarks.pipeline;

import dev.carve.core.event.Topics;
import dev.carve.standalone.benchmark.BenchmarkRunException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// How far a consumer group has come in topics of one partition.
public final class ConsumedOffsets {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Admin admin;
  private final String group;

  ConsumedOffsets(Admin admin, String group) {
    this.admin = admin;
    this.group = group;
  }

  /// Waits until a trainer has carried out every command there is.
  ///
  /// @param bootstrapServers where Kafka is
  /// @param group the trainer's application id
  /// @param patience how long at most
  /// @throws BenchmarkRunException if it has not by then
  public static void awaitCommands(String bootstrapServers, String group, Duration patience) {
    try (Admin admin =
        Admin.create(
            Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      ConsumedOffsets offsets = new ConsumedOffsets(admin, group);
      offsets.await(Topics.CONTROL.name(), offsets.end(Topics.CONTROL.name()), patience);
    } catch (ExecutionException e) {
      throw new BenchmarkRunException("the broker must answer: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkRunException("interrupted");
    }
  }

  long end(String topic) throws ExecutionException, InterruptedException {
    TopicPartition partition = new TopicPartition(topic, 0);
    return admin
        .listOffsets(Map.of(partition, OffsetSpec.latest()))
        .partitionResult(partition)
        .get()
        .offset();
  }

  /// Lets the group, which has no members at the time, go on from here.
  void set(String topic, long offset) throws ExecutionException, InterruptedException {
    admin
        .alterConsumerGroupOffsets(
            group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset)))
        .all()
        .get();
  }

  /// Waits until the group has committed this offset.
  void await(String topic, long offset, Duration patience)
      throws ExecutionException, InterruptedException {
    long deadlineNs = System.nanoTime() + patience.toNanos();
    while (committed(topic) < offset) {
      if (System.nanoTime() > deadlineNs) {
        throw new BenchmarkRunException(
            "the topic must be consumed within %s: topic=%s, committed=%d, offset=%d"
                .formatted(patience, topic, committed(topic), offset));
      }
      Thread.sleep(PAUSE);
    }
  }

  long committed(String topic) throws ExecutionException, InterruptedException {
    OffsetAndMetadata committed =
        admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get()
            .get(new TopicPartition(topic, 0));
    return committed == null ? 0 : committed.offset();
  }
}
