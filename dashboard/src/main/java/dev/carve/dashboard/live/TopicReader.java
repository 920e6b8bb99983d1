package dev.carve.dashboard.live;

import dev.carve.core.event.MalformedEventException;
import dev.carve.core.event.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads one topic with a Kafka consumer: all partitions, without a group, each from its start
/// position on.
///
/// Records that cannot be decoded are logged, counted and skipped. Owned by one consumer thread.
///
/// @param <T> the domain type of the record values
final class TopicReader<T> {
  private static final Logger log = LoggerFactory.getLogger(TopicReader.class);

  private final Consumer<byte[], byte[]> consumer;
  private final Subscription<T> subscription;
  private final InstantSource clock;
  private final Set<TopicPartition> partitions = new HashSet<>();
  private Map<TopicPartition, Long> endsAtStart = Map.of();

  /// What is read, and for whom.
  ///
  /// @param topic which topic
  /// @param start where in each partition to begin
  /// @param selection which records are worth decoding
  /// @param sink takes every decoded value
  /// @param malformed told of every record that could not be decoded
  /// @param <T> the domain type of the record values
  record Subscription<T>(
      Topic<T> topic,
      StartPosition start,
      RecordSelection selection,
      java.util.function.Consumer<T> sink,
      Runnable malformed) {}

  TopicReader(
      Consumer<byte[], byte[]> consumer, Subscription<T> subscription, InstantSource clock) {
    this.consumer = consumer;
    this.subscription = subscription;
    this.clock = clock;
  }

  /// Takes up all partitions that the topic has by now; those that came later are read from their
  /// beginning.
  ///
  /// @param timeout how long to wait for Kafka
  /// @return whether the topic exists
  boolean assign(Duration timeout) {
    Set<TopicPartition> present = partitionsOfTopic(timeout);
    if (partitions.containsAll(present)) {
      return !partitions.isEmpty();
    }
    boolean first = partitions.isEmpty();
    Set<TopicPartition> added = new HashSet<>(present);
    added.removeAll(partitions);
    partitions.addAll(present);
    consumer.assign(partitions);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(added, timeout);
    if (first) {
      endsAtStart = Map.copyOf(consumer.endOffsets(added, timeout));
    }
    beginnings.forEach((partition, beginning) -> {
      long end = endsAtStart.getOrDefault(partition, Long.MAX_VALUE);
      StartPosition start = first ? subscription.start() : StartPosition.BEGINNING;
      consumer.seek(partition, start.offset(beginning, end));
    });
    log.info("Reading {} partitions of {}", partitions.size(), subscription.topic().name());
    return true;
  }

  /// Waits for records and hands them on.
  ///
  /// @param timeout how long to wait at most
  /// @return how reading goes
  ConsumerStatus poll(Duration timeout) {
    ConsumerRecords<byte[], byte[]> polled = consumer.poll(timeout);
    subscription.selection().of(polled).forEach(this::handOn);
    return new ConsumerStatus(
        subscription.topic().name(), partitions.size(), clock.instant(), isCaughtUp(), failure());
  }

  private Set<TopicPartition> partitionsOfTopic(Duration timeout) {
    return consumer.partitionsFor(subscription.topic().name(), timeout).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .collect(Collectors.toSet());
  }

  private void handOn(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.value() == null) {
        throw new MalformedEventException("a record must have a value: value is absent");
      }
      subscription.sink().accept(subscription.topic().codec().decode(record.value()));
    } catch (MalformedEventException e) {
      subscription.malformed().run();
      log.warn(
          "Skipped a malformed record: topic={}, partition={}, offset={}, reason={}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }

  private boolean isCaughtUp() {
    if (!endsAtStart.isEmpty()
        && endsAtStart.entrySet().stream()
            .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
      endsAtStart = Map.of();
    }
    return endsAtStart.isEmpty();
  }

  /// A consumer polls in vain, but without complaint, while no broker can be reached.
  private String failure() {
    boolean disconnected =
        consumer.metrics().entrySet().stream()
            .filter(metric -> metric.getKey().name().equals("connection-count"))
            .anyMatch(metric -> metric.getValue().metricValue().equals(0.0));
    return disconnected ? "no connection to Kafka" : "";
  }
}
