package dev.carve.sampler.sampling;

import dev.carve.core.event.MalformedEventException;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.Topics;
import dev.carve.sampler.SamplerMetrics;
import dev.carve.sampler.journal.JournalUnavailableException;
import dev.carve.sampler.journal.RunJournals;
import dev.carve.sampler.journal.RunNote;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Makes journals of what Kafka still has, as a sampler that had been there from the beginning
/// would have.
///
/// Reads topics `snapshots`, `metrics` and `events` from their first record to where they end when
/// it begins. An entry goes into the file of the day on which its record was produced. Owned by one
/// thread.
public final class RebuildConsumer implements AutoCloseable {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int OPEN_JOURNALS = 64;

  private final Consumer<byte[], byte[]> consumer;
  private final Predicate<String> runs;
  private final RunJournals journals;
  private final SnapshotIntake intake;
  private final NoteIntake notes;
  private final Set<String> rebuilt = new TreeSet<>();
  private Instant producedAt = Instant.EPOCH;
  private long unusable;

  /// Reads from these servers.
  ///
  /// @param bootstrapServers where Kafka is
  /// @param journal the directory of the journals that are made
  /// @param reservedBytes so much stays free on the disk
  /// @param runs names of the runs that are wanted
  public RebuildConsumer(
      String bootstrapServers, Path journal, long reservedBytes, Predicate<String> runs) {
    this.consumer = new KafkaConsumer<>(settings(bootstrapServers));
    this.runs = runs;
    this.journals =
        new RunJournals(
            journal,
            new RunJournals.Limits(OPEN_JOURNALS, Duration.ofDays(1), reservedBytes),
            () -> producedAt);
    NewestEntries nobodyDraws = new NewestEntries(Duration.ZERO, () -> 0, () -> {});
    this.intake =
        new SnapshotIntake(journals, nobodyDraws, new SamplerMetrics(new SimpleMeterRegistry()));
    this.notes = new NoteIntake(journals);
  }

  private static Map<String, Object> settings(String bootstrapServers) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "carve-rebuild");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 << 20);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return settings;
  }

  /// Reads everything.
  ///
  /// @param progress is told now and then how many records were read, and of how many at most
  /// @return names of the runs that have a snapshot now
  /// @throws JournalUnavailableException if a journal cannot be written
  public Set<String> read(BiConsumer<Long, Long> progress) {
    List<TopicPartition> partitions = partitions();
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    consumer.seekToBeginning(partitions);
    long total = ends.values().stream().mapToLong(Long::longValue).sum();
    long before = begins.values().stream().mapToLong(Long::longValue).sum();
    while (!isAt(ends)) {
      for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
        if (each.offset() < ends.getOrDefault(partition(each), 0L)) {
          take(each);
        }
      }
      long position = partitions.stream().mapToLong(consumer::position).sum();
      progress.accept(Math.min(position, total) - before, total - before);
    }
    return rebuilt;
  }

  /// How many records could not be used.
  ///
  /// @return records left out
  public long unusable() {
    return unusable;
  }

  private List<TopicPartition> partitions() {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic :
        List.of(Topics.SNAPSHOTS.name(), Topics.METRICS.name(), Topics.EVENTS.name())) {
      consumer
          .partitionsFor(topic)
          .forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
    }
    return partitions;
  }

  private boolean isAt(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private static TopicPartition partition(ConsumerRecord<byte[], byte[]> each) {
    return new TopicPartition(each.topic(), each.partition());
  }

  private void take(ConsumerRecord<byte[], byte[]> taken) {
    producedAt = Instant.ofEpochMilli(taken.timestamp());
    try {
      RunRecord read =
          RunRecord.of(taken.topic(), taken.partition(), taken.offset(), taken.value());
      switch (read) {
        case RunRecord.Published(ParameterSnapshot snapshot) -> take(snapshot);
        case RunRecord.Noted(RunNote note) -> take(note);
      }
    } catch (MalformedEventException | UnusableSnapshotException e) {
      unusable++;
    }
  }

  private void take(ParameterSnapshot snapshot) {
    if (!runs.test(snapshot.run())) {
      return;
    }
    if (intake.take(snapshot)) {
      rebuilt.add(snapshot.run());
    } else {
      unusable++;
    }
  }

  private void take(RunNote note) {
    if (runs.test(NoteIntake.run(note)) && NoteIntake.isOfARun(note)) {
      notes.take(note);
    }
  }

  /// Closes the journals.
  @Override
  public void close() {
    intake.close();
    consumer.close();
  }
}
