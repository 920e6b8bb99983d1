package dev.carve.trainer.training;

import dev.carve.core.event.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads retained minibatches with a consumer of its own, without a group: what has been read is
/// remembered by whoever reads, in the same transaction as what came of it.
public final class MinibatchHistoryConsumer implements MinibatchHistory.Reading {
  private static final byte[] NOTHING = new byte[0];

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;

  private MinibatchHistoryConsumer(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
    this.consumer = consumer;
    this.partition = partition;
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
  }

  /// {@return what a cluster keeps}
  ///
  /// @param bootstrapServers where Kafka is
  public static MinibatchHistory of(String bootstrapServers) {
    return (partition, offset, mostRecords) ->
        new MinibatchHistoryConsumer(
            new KafkaConsumer<>(settings(bootstrapServers, mostRecords)),
            new TopicPartition(Topics.MINIBATCHES.name(), partition),
            offset);
  }

  @Override
  public void poll(MinibatchHistory.Sink sink) {
    try {
      for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ZERO)) {
        sink.take(
            Objects.requireNonNullElse(each.key(), NOTHING),
            Objects.requireNonNullElse(each.value(), NOTHING),
            each.offset(),
            each.timestamp());
      }
    } catch (OffsetOutOfRangeException e) {
      long wanted = consumer.position(partition);
      long firstKept =
          Objects.requireNonNull(consumer.beginningOffsets(List.of(partition)).get(partition));
      throw new NoLongerKeptException(wanted, firstKept);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  private static Map<String, Object> settings(String bootstrapServers, int mostRecords) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, mostRecords);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return settings;
  }
}
