package dev.carve.benchmarks.latency;

import dev.carve.core.event.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Sees frames appear, and finds the newest minibatch in each: that before the input offset of the
/// snapshot of the same step. Owned by one thread.
final class FrameWatch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(5);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<Long, Long> offsets = new HashMap<>();
  private final Map<Long, Long> waiting = new HashMap<>();
  private final List<Frame> frames = new ArrayList<>();

  /// A frame that appeared.
  ///
  /// @param offset of its newest minibatch
  /// @param appearedNs when, on the clock of `System.nanoTime`
  record Frame(long offset, long appearedNs) {}

  FrameWatch(String bootstrapServers) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                100,
                ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG,
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        List.of(
            new TopicPartition(Topics.SNAPSHOTS.name(), 0),
            new TopicPartition(Topics.FRAMES.name(), 0));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  void poll() {
    var records = consumer.poll(POLL);
    long nowNs = System.nanoTime();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.topic().equals(Topics.SNAPSHOTS.name())) {
        var snapshot = Topics.SNAPSHOTS.codec().decode(record.value());
        offsets.put(snapshot.step(), snapshot.inputOffset() - 1);
      } else {
        waiting.put(Topics.FRAMES.codec().decode(record.value()).step(), nowNs);
      }
    }
    waiting
        .entrySet()
        .removeIf(entry -> {
          Long offset = offsets.get(entry.getKey());
          if (offset != null) {
            frames.add(new Frame(offset, entry.getValue()));
          }
          return offset != null;
        });
  }

  List<Frame> frames() {
    return frames;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
