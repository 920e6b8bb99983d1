package dev.carve.sampler.replay;

import dev.carve.core.event.Topics;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads one partition of topic `minibatches` with a consumer of its own, without a group.
public final class MinibatchConsumer implements MinibatchSource.Reading {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final byte[] NOTHING = new byte[0];

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private Iterator<ConsumerRecord<byte[], byte[]>> polled = Collections.emptyIterator();
  private long knownEnd;

  private MinibatchConsumer(String bootstrapServers, int partitionNumber) {
    this.consumer = new KafkaConsumer<>(settings(bootstrapServers));
    this.partition = new TopicPartition(Topics.MINIBATCHES.name(), partitionNumber);
    consumer.assign(List.of(partition));
  }

  /// {@return what a cluster keeps}
  ///
  /// @param bootstrapServers where Kafka is
  public static MinibatchSource of(String bootstrapServers) {
    return partition -> new MinibatchConsumer(bootstrapServers, partition);
  }

  @Override
  public long firstKept() {
    return offset(() -> consumer.beginningOffsets(List.of(partition), TIMEOUT));
  }

  @Override
  public long end() {
    knownEnd = offset(() -> consumer.endOffsets(List.of(partition), TIMEOUT));
    return knownEnd;
  }

  private interface Offsets {
    Map<TopicPartition, Long> ask();
  }

  private long offset(Offsets offsets) {
    try {
      return Objects.requireNonNull(offsets.ask().get(partition));
    } catch (KafkaException e) {
      throw unavailable(e);
    }
  }

  @Override
  public void seek(long offset) {
    consumer.seek(partition, offset);
    polled = Collections.emptyIterator();
  }

  @Override
  public Optional<KeptMinibatch> next() {
    try {
      while (!polled.hasNext()) {
        if (position() >= knownEnd && position() >= end()) {
          return Optional.empty();
        }
        poll();
      }
    } catch (KafkaException e) {
      throw unavailable(e);
    }
    ConsumerRecord<byte[], byte[]> next = polled.next();
    return Optional.of(
        new KeptMinibatch(
            Objects.requireNonNullElse(next.key(), NOTHING),
            Objects.requireNonNullElse(next.value(), NOTHING),
            next.offset(),
            next.timestamp()));
  }

  private long position() {
    return consumer.position(partition, TIMEOUT);
  }

  private void poll() {
    long before = position();
    for (long waitedMs = 0; waitedMs < TIMEOUT.toMillis(); waitedMs += POLL.toMillis()) {
      polled = consumer.poll(POLL).iterator();
      if (polled.hasNext() || position() > before) {
        return;
      }
    }
    throw unavailable(null);
  }

  private MinibatchesUnavailableException unavailable(@Nullable KafkaException cause) {
    return new MinibatchesUnavailableException(
        "Kafka must give the minibatches within %d s: topic=%s, partition=%d%s"
            .formatted(
                TIMEOUT.toSeconds(),
                partition.topic(),
                partition.partition(),
                cause == null ? "" : ", " + cause.getMessage()),
        cause);
  }

  @Override
  public void close() {
    consumer.close();
  }

  private static Map<String, Object> settings(String bootstrapServers) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return settings;
  }
}
