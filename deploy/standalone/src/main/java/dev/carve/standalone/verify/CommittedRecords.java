package dev.carve.standalone.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads the committed records of one topic, from its beginning on. Owned by one thread.
final class CommittedRecords implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(10);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Collection<TopicPartition> partitions;

  CommittedRecords(String bootstrapServers, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG,
                false,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                10,
                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                200),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /// Hands on what is committed by now and has not been handed on.
  void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream()
        .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
      poll(sink);
    }
  }

  /// Waits a moment for more.
  void poll(Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    consumer.poll(POLL).forEach(sink);
  }

  @Override
  public void close() {
    consumer.close();
  }

  /// Everything that a topic holds.
  static List<ConsumerRecord<byte[], byte[]>> all(String bootstrapServers, String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (CommittedRecords reader = new CommittedRecords(bootstrapServers, topic)) {
      reader.readToEnd(records::add);
    }
    return records;
  }
}
