package dev.carve.standalone.model;

import dev.carve.core.event.MalformedEventException;
import dev.carve.core.event.Topic;
import dev.carve.standalone.broker.NoBrokerException;
import dev.carve.standalone.broker.NoTopicException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The committed records of one topic, all partitions, without a consumer group. Owned by one
/// thread.
///
/// @param <T> the domain type of the record values
public final class TopicRecords<T> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TopicRecords.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(8);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

  private final Topic<T> topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  /// Connects to a topic, with the position at its end. A topic that is being made is waited for.
  ///
  /// @param bootstrapServers where Kafka is
  /// @param topic which topic
  /// @throws NoBrokerException if no broker answers
  /// @throws NoTopicException if the broker does not have the topic
  public TopicRecords(String bootstrapServers, Topic<T> topic) {
    this.topic = topic;
    this.consumer =
        new KafkaConsumer<>(
            consumerConfig(bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    try {
      this.partitions = partitions(bootstrapServers);
      consumer.assign(partitions);
      seek(consumer.endOffsets(partitions, CONNECT_TIMEOUT));
    } catch (TimeoutException e) {
      consumer.close();
      throw new NoBrokerException(bootstrapServers, e);
    } catch (KafkaException | NoTopicException e) {
      consumer.close();
      throw e;
    }
  }

  private List<TopicPartition> partitions(String bootstrapServers) {
    long deadlineNs = System.nanoTime() + CONNECT_TIMEOUT.toNanos();
    List<PartitionInfo> infos = consumer.partitionsFor(topic.name(), CONNECT_TIMEOUT);
    while (infos.isEmpty()) {
      if (System.nanoTime() > deadlineNs) {
        throw new NoTopicException(bootstrapServers, topic.name());
      }
      LockSupport.parkNanos(POLL_TIMEOUT.toNanos());
      infos = consumer.partitionsFor(topic.name(), CONNECT_TIMEOUT);
    }
    return infos.stream().map(info -> new TopicPartition(info.topic(), info.partition())).toList();
  }

  /// Hands on every record from the beginning to where the topic ends now.
  ///
  /// @param sink takes the values, in the order of their partition
  public void readAll(Consumer<T> sink) {
    read(consumer.beginningOffsets(partitions, CONNECT_TIMEOUT), ends(), sink);
  }

  /// Hands on the last records of each partition.
  ///
  /// @param count how many at most; records of aborted or open transactions and their markers
  ///   count, but are not given
  /// @param sink takes the values, in the order of their partition
  public void readLast(long count, Consumer<T> sink) {
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions, CONNECT_TIMEOUT);
    Map<TopicPartition, Long> ends = ends();
    Map<TopicPartition, Long> starts = new HashMap<>();
    ends.forEach((partition, end) ->
        starts.put(partition, Math.max(beginnings.getOrDefault(partition, 0L), end - count)));
    read(starts, ends, sink);
  }

  /// Waits for records behind the position and hands them on.
  ///
  /// @param sink takes the values
  public void readNew(Consumer<T> sink) {
    poll(sink);
  }

  /// How many records there are at most, over all partitions.
  ///
  /// @return the number of offsets between beginnings and ends
  public long size() {
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions, CONNECT_TIMEOUT);
    return ends().entrySet().stream()
        .mapToLong(end -> end.getValue() - beginnings.getOrDefault(end.getKey(), 0L))
        .sum();
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void read(
      Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends, Consumer<T> sink) {
    seek(starts);
    while (!ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
      poll(sink);
    }
  }

  private void seek(Map<TopicPartition, Long> offsets) {
    offsets.forEach(consumer::seek);
  }

  /// The last stable offsets, since the consumer reads what is committed.
  private Map<TopicPartition, Long> ends() {
    return consumer.endOffsets(partitions, CONNECT_TIMEOUT);
  }

  private void poll(Consumer<T> sink) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
      try {
        if (record.value() == null) {
          throw new MalformedEventException("a record must have a value: value is absent");
        }
        sink.accept(topic.codec().decode(record.value()));
      } catch (MalformedEventException e) {
        log.warn(
            "Skipped a malformed record: topic={}, partition={}, offset={}",
            record.topic(),
            record.partition(),
            record.offset(),
            e);
      }
    }
  }

  private static Map<String, Object> consumerConfig(String bootstrapServers) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    config.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return config;
  }
}
