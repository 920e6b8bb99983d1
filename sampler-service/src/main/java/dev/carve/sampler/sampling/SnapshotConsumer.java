package dev.carve.sampler.sampling;

import dev.carve.core.event.MalformedEventException;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.Topics;
import dev.carve.sampler.SamplerMetrics;
import dev.carve.sampler.SamplerMetrics.Outcome;
import dev.carve.sampler.journal.JournalFullException;
import dev.carve.sampler.journal.JournalUnavailableException;
import dev.carve.sampler.journal.RunNote;
import dev.carve.sampler.sampling.JournalRetries.Source;
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

/// Reads topics `snapshots`, `metrics` and `events` and takes every record in before its offset is
/// committed.
///
/// A record that cannot be used is logged, counted and skipped. A run whose journal refuses a
/// record is tried again later from that record on, while all others go on. Runs on one thread
/// until it is stopped; what was read by then is taken in.
public final class SnapshotConsumer implements Runnable {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int MOST_REASONS_LOGGED = 100;
  private static final Logger log = LoggerFactory.getLogger(SnapshotConsumer.class);

  private final Consumer<byte[], byte[]> consumer;
  private final SnapshotIntake intake;
  private final NoteIntake notes;
  private final JournalAlarm alarm;
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
  /// @param notes takes metrics and events
  /// @param alarm is raised when the disk is full
  /// @param metrics where records that are no snapshots are counted
  /// @param clock tells when a journal is tried again
  public SnapshotConsumer(
      Consumer<byte[], byte[]> consumer,
      SnapshotIntake intake,
      NoteIntake notes,
      JournalAlarm alarm,
      SamplerMetrics metrics,
      InstantSource clock) {
    this.consumer = consumer;
    this.intake = intake;
    this.notes = notes;
    this.alarm = alarm;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void run() {
    try (consumer;
        intake) {
      consumer.subscribe(
          List.of(Topics.SNAPSHOTS.name(), Topics.METRICS.name(), Topics.EVENTS.name()),
          new Rebalance());
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
      alarm.watch(intake::hasSpace);
      intake.closeIdle();
    } catch (WakeupException e) {
      if (!stopped) {
        throw e;
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> taken) {
    TopicPartition partition = new TopicPartition(taken.topic(), taken.partition());
    try {
      RunRecord read =
          RunRecord.of(taken.topic(), taken.partition(), taken.offset(), taken.value());
      switch (read) {
        case RunRecord.Published(ParameterSnapshot snapshot) -> take(snapshot, taken);
        case RunRecord.Noted(RunNote note) -> take(note, taken);
      }
    } catch (MalformedEventException | UnusableSnapshotException e) {
      logAndSkip(taken, e);
    }
    positions.put(partition, taken.offset() + 1);
  }

  private void take(ParameterSnapshot snapshot, ConsumerRecord<byte[], byte[]> taken) {
    if (!isTaken(RunMoment.of(snapshot), taken, () -> intake.take(snapshot))) {
      intake.drawOnly(snapshot);
    }
  }

  private void take(RunNote note, ConsumerRecord<byte[], byte[]> taken) {
    if (NoteIntake.isOfARun(note) && isTaken(RunMoment.of(note), taken, () -> notes.take(note))) {
      metrics.noted();
    }
  }

  /// Whether a run's journal took a record, at once or before.
  private boolean isTaken(
      RunMoment moment, ConsumerRecord<byte[], byte[]> taken, Runnable intakeOfIt) {
    String run = moment.run();
    Source source = new Source(taken.topic(), taken.partition());
    if (retries.isRefused(taken.topic(), run)) {
      return false;
    }
    try {
      intakeOfIt.run();
    } catch (JournalUnavailableException e) {
      boolean isNews = retries.refuse(run, source, taken.offset(), clock.instant());
      if (e instanceof JournalFullException full) {
        alarm.raise(moment, full);
      } else if (isNews) {
        log.warn(
            "Run {} cannot be journalled from offset {} of {} on; it is tried again: {}",
            run,
            taken.offset(),
            source,
            reason(e));
      }
      return false;
    }
    if (retries.succeed(run, source)) {
      log.info("Run {} is journalled again from {}", run, source.topic());
    }
    return true;
  }

  private static String reason(JournalUnavailableException failure) {
    Throwable cause = failure.getCause();
    return cause == null
        ? String.valueOf(failure.getMessage())
        : "%s: %s".formatted(failure.getMessage(), cause);
  }

  private void logAndSkip(ConsumerRecord<byte[], byte[]> skipped, RuntimeException reason) {
    if (skipped.topic().equals(Topics.SNAPSHOTS.name())) {
      metrics.snapshot(Outcome.UNUSABLE);
    }
    boolean isNew =
        reasonsLogged.size() < MOST_REASONS_LOGGED
            && reasonsLogged.add(String.valueOf(reason.getMessage()));
    if (isNew) {
      log.warn(
          "A record that cannot be used is skipped: topic={}, partition={}, offset={}: {}",
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
              .firstRefused(source(partition))
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
      log.warn("Offsets were not committed; after a restart some records are read again", e);
    }
  }

  /* While the disk is full every try would be in vain. */
  private void readOnFromRefused() {
    retries.takeInVain().forEach(this::readOnFrom);
    if (!retries.isEmpty() && intake.hasSpace()) {
      retries.takeDue(clock.instant(), this::position).forEach(this::readOnFrom);
    }
  }

  private long position(Source source) {
    return positions.getOrDefault(partition(source), 0L);
  }

  private void readOnFrom(Source source, long offset) {
    TopicPartition partition = partition(source);
    if (consumer.assignment().contains(partition)) {
      consumer.seek(partition, offset);
      positions.put(partition, offset);
    }
  }

  private static TopicPartition partition(Source source) {
    return new TopicPartition(source.topic(), source.partition());
  }

  private static Source source(TopicPartition partition) {
    return new Source(partition.topic(), partition.partition());
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
      log.info("Reads {}", partitions);
    }

    private void forget(TopicPartition partition) {
      retries.forget(source(partition));
      positions.remove(partition);
      committed.remove(partition);
    }
  }
}
