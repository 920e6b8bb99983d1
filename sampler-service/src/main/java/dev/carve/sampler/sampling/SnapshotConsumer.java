package dev.carve.sampler.sampling;

import dev.carve.core.event.MalformedEventException;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.Topics;
import dev.carve.sampler.SamplerMetrics;
import dev.carve.sampler.SamplerMetrics.Outcome;
import dev.carve.sampler.journal.JournalUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads topic `snapshots` and takes every record in before its offset is committed.
///
/// A record that is no usable snapshot is logged, counted and skipped. A run whose journal refuses
/// a snapshot is tried again later from that snapshot on, while all others go on. Runs on one
/// thread until it is stopped; what was read by then is taken in.
public final class SnapshotConsumer implements Runnable {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int MOST_REASONS_LOGGED = 100;
  private static final Logger log = LoggerFactory.getLogger(SnapshotConsumer.class);

  private final Consumer<byte[], byte[]> consumer;
  private final SnapshotIntake intake;
  private final SamplerMetrics metrics;
  private final InstantSource clock;
  private final JournalRetries retries = new JournalRetries();
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private final Set<String> reasonsLogged = new HashSet<>();
  private volatile boolean stopped;

  /// Reads with this consumer, which it closes.
  ///
  /// @param consumer `read_committed`, without automatic commits
  /// @param intake takes the snapshots; closed in the end
  /// @param metrics where records that are no snapshots are counted
  /// @param clock tells when a journal is tried again
  public SnapshotConsumer(
      Consumer<byte[], byte[]> consumer,
      SnapshotIntake intake,
      SamplerMetrics metrics,
      InstantSource clock) {
    this.consumer = consumer;
    this.intake = intake;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void run() {
    try (consumer;
        intake) {
      consumer.subscribe(List.of(Topics.SNAPSHOTS.name()), new Rebalance());
      while (!stopped) {
        pollOnce();
      }
      commit();
    }
  }

  /// Ends the thread that runs this, after what was read is taken in. May be called by any thread.
  public void stop() {
    stopped = true;
    consumer.wakeup();
  }

  private void pollOnce() {
    try {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> each : records) {
        take(each);
      }
      commit();
      readOnFromRefused();
      intake.closeIdle();
    } catch (WakeupException e) {
      if (!stopped) {
        throw e;
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> snapshotRecord) {
    TopicPartition partition =
        new TopicPartition(snapshotRecord.topic(), snapshotRecord.partition());
    try {
      if (snapshotRecord.value() == null) {
        throw new UnusableSnapshotException("a snapshot must have a value: value is absent");
      }
      takeIn(Topics.SNAPSHOTS.codec().decode(snapshotRecord.value()), snapshotRecord);
    } catch (MalformedEventException | UnusableSnapshotException e) {
      logAndSkip(snapshotRecord, e);
    }
    positions.put(partition, snapshotRecord.offset() + 1);
  }

  private void takeIn(ParameterSnapshot snapshot, ConsumerRecord<byte[], byte[]> snapshotRecord) {
    if (retries.isRefused(snapshot.run())) {
      intake.drawOnly(snapshot);
      return;
    }
    try {
      intake.take(snapshot);
      if (retries.succeed(snapshot.run())) {
        log.info("Run {} is journalled again", snapshot.run());
      }
    } catch (JournalUnavailableException e) {
      if (retries.refuse(
          snapshot.run(), snapshotRecord.partition(), snapshotRecord.offset(), clock.instant())) {
        log.warn(
            "Run {} cannot be journalled from step {} on; it is tried again: {}",
            snapshot.run(),
            snapshot.step(),
            reason(e));
      }
      intake.drawOnly(snapshot);
    }
  }

  private static String reason(JournalUnavailableException failure) {
    Throwable cause = failure.getCause();
    return cause == null
        ? String.valueOf(failure.getMessage())
        : "%s: %s".formatted(failure.getMessage(), cause);
  }

  private void logAndSkip(ConsumerRecord<byte[], byte[]> skipped, RuntimeException reason) {
    metrics.snapshot(Outcome.UNUSABLE);
    boolean isNew =
        reasonsLogged.size() < MOST_REASONS_LOGGED
            && reasonsLogged.add(String.valueOf(reason.getMessage()));
    if (isNew) {
      log.warn(
          "A record that is no usable snapshot is skipped: topic={}, partition={}, offset={}: {}",
          skipped.topic(),
          skipped.partition(),
          skipped.offset(),
          reason.getMessage());
    }
  }

  private void commit() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    positions.forEach((partition, position) -> {
      long upTo =
          retries
              .firstRefused(partition.partition())
              .map(first -> Math.min(first, position))
              .orElse(position);
      if (upTo > committed.getOrDefault(partition, -1L)) {
        offsets.put(partition, new OffsetAndMetadata(upTo));
      }
    });
    if (offsets.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(offsets);
      offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
    } catch (WakeupException e) {
      // The flag is set, the loop ends and commits again.
      log.debug("Woken while committing");
    } catch (KafkaException e) {
      log.warn("Offsets were not committed; after a restart some snapshots are read again", e);
    }
  }

  private void readOnFromRefused() {
    if (!retries.isEmpty()) {
      retries.takeDue(clock.instant()).forEach(this::readOnFrom);
    }
  }

  private void readOnFrom(int partitionNumber, long offset) {
    TopicPartition partition = new TopicPartition(Topics.SNAPSHOTS.name(), partitionNumber);
    if (consumer.assignment().contains(partition)) {
      consumer.seek(partition, offset);
      positions.put(partition, offset);
    }
  }

  /* Another consumer may go on with the runs of a partition that is taken away, and opens their journals. */
  private final class Rebalance implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      commit();
      partitions.forEach(this::forget);
      intake.closeJournals();
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      partitions.forEach(this::forget);
      intake.closeJournals();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      log.info("Reads snapshots of {}", partitions);
    }

    private void forget(TopicPartition partition) {
      retries.forget(partition.partition());
      positions.remove(partition);
      committed.remove(partition);
    }
  }
}
