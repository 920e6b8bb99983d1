package dev.carve.sampler.sampling;

import static dev.carve.core.event.ModelEvent.Type.DRIFT;
import static dev.carve.core.event.ModelEvent.Type.JOURNAL_RESUMED;
import static dev.carve.core.event.ModelEvent.Type.JOURNAL_STOPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.SurfaceFrame;
import dev.carve.core.event.Topics;
import dev.carve.core.network.ModelSpec;
import dev.carve.sampler.Notes;
import dev.carve.sampler.SamplerMetrics;
import dev.carve.sampler.Snapshots;
import dev.carve.sampler.journal.JournalEntry;
import dev.carve.sampler.journal.OpenResources;
import dev.carve.sampler.journal.RunJournal;
import dev.carve.sampler.journal.RunJournals;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunReader;
import dev.carve.sampler.journal.RunSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotConsumerTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.SNAPSHOTS.name(), 0);

  /// Remembers what was committed after it is closed.
  private static final class CommittingConsumer extends MockConsumer<byte[], byte[]> {
    private long committedOffset = -1;

    private CommittingConsumer() {
      super("earliest");
    }

    @Override
    public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
      super.commitSync(offsets);
      offsets.values().forEach(offset -> committedOffset = offset.offset());
    }
  }

  @TempDir private Path directory;
  private final Snapshots spirals = Snapshots.of("spirals", "spirals-1", 2);
  private final Snapshots moons = Snapshots.of("moons", "moons-1", 3);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SamplerMetrics metrics = new SamplerMetrics(registry);
  private final AtomicReference<Instant> now = new AtomicReference<>(Snapshots.BEGIN);
  private CommittingConsumer kafka = new CommittingConsumer();
  private final NewestEntries newest =
      new NewestEntries(Duration.ZERO, System::nanoTime, metrics::skipped);
  private final List<ModelEvent> events = new ArrayList<>();
  private final JournalAlarm alarm = new JournalAlarm(events::add, now::get);
  private long reservedBytes;
  private long nextOffset;

  @AfterEach
  void shouldLeaveNothingOpen() {
    OpenResources.assertNone();
  }

  @Test
  void shouldJournalEverySnapshotOfEveryModelBeforeItIsCommitted() {
    List<ParameterSnapshot> interleaved = new ArrayList<>();
    for (long step = 0; step < 100; step++) {
      interleaved.add(spirals.at(step));
      interleaved.add(moons.at(step));
    }

    consume(interleaved);

    assertThat(steps("spirals-1")).isEqualTo(LongStream.range(0, 100).boxed().toList());
    assertThat(steps("moons-1")).isEqualTo(LongStream.range(0, 100).boxed().toList());
    assertThat(committed()).isEqualTo(200);
    assertThat(outcomes("journalled")).isEqualTo(200);
  }

  @Test
  void shouldDrawOnlyTheNewestOfEachModelWhenBehind() {
    consume(spirals.range(0, 50, 1));
    newest.close();
    List<SurfaceFrame> frames = new ArrayList<>();

    new SnapshotSampler(newest, frames::add, 64, metrics).run();

    assertThat(frames).extracting(SurfaceFrame::step).containsExactly(50L);
    assertThat(registry.counter("sampler.snapshots.skipped").count()).isEqualTo(50);
    assertThat(registry.counter("sampler.frames").count()).isEqualTo(1);
  }

  @Test
  void shouldReplayExactlyTheFramesThatWerePublished() {
    List<SurfaceFrame> live = new ArrayList<>();
    for (ParameterSnapshot snapshot : spirals.range(0, 40, 1)) {
      consume(List.of(snapshot, moons.at(snapshot.step())));
      drawAll(live);
    }

    assertThat(live).hasSize(82);
    FrameEvaluation evaluation = new FrameEvaluation(64);
    for (SurfaceFrame frame : live) {
      try (RunReader reader = RunReader.open(directory, frame.run())) {
        JournalEntry entry = reader.at(frame.step()).orElseThrow();
        assertThat(bytes(evaluation.evaluate(entry))).isEqualTo(bytes(frame));
      }
    }
  }

  @Test
  void shouldSkipWhatIsNoSnapshotAndGoOn() {
    ParameterSnapshot sound = spirals.at(1);
    ParameterSnapshot badSpec = withSpec(moons.at(1), "name: moons\nlayers: none\n");
    ParameterSnapshot badShape = withSpec(moons.at(2), spirals.spec().toYaml());

    kafka.schedulePollTask(() -> {
      begin();
      add("spirals", new byte[] {1, 2, 3});
      add("spirals", null);
      add("moons", Topics.SNAPSHOTS.codec().encode(badSpec));
      add("moons", Topics.SNAPSHOTS.codec().encode(badShape));
      add("spirals", Topics.SNAPSHOTS.codec().encode(sound));
    });
    run();

    assertThat(steps("spirals-1")).containsExactly(1L);
    assertThat(committed()).isEqualTo(5);
    assertThat(outcomes("unusable")).isEqualTo(4);
    try (RunLibrary library = new RunLibrary(directory, Clock.systemUTC())) {
      assertThat(library.runs()).hasSize(1);
    }
  }

  @Test
  void shouldTryAgainFromTheFirstSnapshotThatAJournalRefused() {
    RunJournal other = RunJournal.open(directory, moons.at(0), Clock.systemUTC());
    kafka.schedulePollTask(() -> {
      begin();
      for (long step = 0; step < 10; step++) {
        add("spirals", Topics.SNAPSHOTS.codec().encode(spirals.at(step)));
        add("moons", Topics.SNAPSHOTS.codec().encode(moons.at(step)));
      }
    });
    List<Long> committedWhileRefused = new ArrayList<>();
    kafka.schedulePollTask(() -> {
      committedWhileRefused.add(committed());
      other.close();
      now.set(now.get().plusSeconds(6));
    });
    kafka.schedulePollTask(() -> {
      for (long offset = 1; offset < nextOffset; offset++) {
        addAt(offset, offset % 2 == 0 ? spirals.at(offset / 2) : moons.at(offset / 2));
      }
    });

    run();

    assertThat(committedWhileRefused).containsExactly(1L);
    assertThat(steps("spirals-1")).isEqualTo(LongStream.range(0, 10).boxed().toList());
    assertThat(steps("moons-1")).isEqualTo(LongStream.range(0, 10).boxed().toList());
    assertThat(committed()).isEqualTo(20);
  }

  @Test
  void shouldDrawARunThatCannotBeJournalled() {
    try (RunJournal other = RunJournal.open(directory, moons.at(0), Clock.systemUTC())) {
      assertThat(other.last()).isEmpty();
      consume(moons.range(0, 5, 1));
    }

    List<SurfaceFrame> frames = new ArrayList<>();
    drawAll(frames);
    assertThat(frames).extracting(SurfaceFrame::step).containsExactly(5L);
  }

  @Test
  void shouldDrawWhatNoJournalTakesAndGoOn() {
    Snapshots large =
        Snapshots.of(
            ModelSpec.parse(
                "{name: large, inputs: 2, layers: [{units: 4096}, {units: 4096}], classes: [a, b]}"),
            "large-1",
            Duration.ofMillis(50));
    assertThat(4L * large.at(0).parameters().length()).isGreaterThan(64 << 20);
    ParameterSnapshot longName =
        Snapshots.of(spirals.spec(), "x".repeat(300), Duration.ofMillis(50)).at(3);
    consume(List.of(large.at(1), spirals.at(1), large.at(2), longName, spirals.at(2)));

    assertThat(committed()).isEqualTo(5);
    assertThat(outcomes("unjournalable")).isEqualTo(3);
    assertThat(outcomes("refused")).isZero();
    assertThat(steps("spirals-1")).containsExactly(1L, 2L);
    assertThat(directory).isDirectoryNotContaining("glob:**large*");
    assertThat(Stream.iterate(newest.poll(), Optional::isPresent, _ -> newest.poll()))
        .extracting(entry -> entry.orElseThrow().step())
        .containsExactlyInAnyOrder(2L, 2L);
  }

  @Test
  void shouldTakeSnapshotsOfAnyTime() {
    List<ParameterSnapshot> strange = new ArrayList<>();
    long step = 0;
    for (long ms : new long[] {0, Long.MIN_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE, 1}) {
      strange.add(Snapshots.withTime(spirals.at(++step), Instant.ofEpochMilli(ms)));
      strange.add(Snapshots.withTime(moons.at(step), Instant.ofEpochMilli(ms)));
    }

    consume(strange);

    assertThat(steps("spirals-1")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(steps("moons-1")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    List<SurfaceFrame> frames = new ArrayList<>();
    drawAll(frames);
    assertThat(frames).extracting(SurfaceFrame::step).containsExactly(6L, 6L);
    try (RunReader reader = RunReader.open(directory, "spirals-1")) {
      assertThat(reader.at(3).orElseThrow().snapshot().time())
          .isEqualTo("9999-12-31T23:59:59.999999Z");
    }
  }

  @Test
  void shouldKeepMetricsAndEventsWithTheirRunOnce() {
    Notes notes = Notes.of("spirals", "spirals-1");
    TopicPartition metricsPartition = new TopicPartition(Topics.METRICS.name(), 0);
    TopicPartition eventsPartition = new TopicPartition(Topics.EVENTS.name(), 0);
    for (int time = 0; time < 2; time++) {
      kafka = new CommittingConsumer();
      kafka.schedulePollTask(() -> {
        kafka.rebalance(List.of(PARTITION, metricsPartition, eventsPartition));
        kafka.updateBeginningOffsets(
            Map.of(PARTITION, nextOffset, metricsPartition, 0L, eventsPartition, 0L));
        add("spirals", Topics.SNAPSHOTS.codec().encode(spirals.at(nextOffset)));
        for (int i = 0; i < 10; i++) {
          addTo(metricsPartition, i, Topics.METRICS.codec().encode(notes.metrics(i)));
        }
        addTo(eventsPartition, 0, Topics.EVENTS.codec().encode(notes.event(0, DRIFT)));
        addTo(eventsPartition, 1, Topics.EVENTS.codec().encode(withoutRun(notes.event(1, DRIFT))));
        addTo(eventsPartition, 2, new byte[] {1, 2, 3});
      });
      run();
    }

    try (RunLibrary library = new RunLibrary(directory, Clock.systemUTC())) {
      assertThat(library.events("spirals-1")).containsExactly(notes.event(0, DRIFT));
      assertThat(library.metrics("spirals-1", 100))
          .isEqualTo(IntStream.range(0, 10).mapToObj(notes::metrics).toList());
      assertThat(library.runs()).extracting(RunSummary::run).containsExactly("spirals-1");
    }
  }

  @Test
  void shouldStopJournallingWithOneAlarmWhenTheDiskIsFullAndGoOnByItself() {
    reservedBytes = Long.MAX_VALUE / 2;
    consume(List.of(spirals.at(7), moons.at(0), spirals.at(8), moons.at(1)));

    assertThat(committed()).isZero();
    assertThat(alarm.isRaised()).isTrue();
    assertThat(events)
        .extracting(ModelEvent::type, ModelEvent::run)
        .containsExactly(tuple(JOURNAL_STOPPED, "spirals-1"), tuple(JOURNAL_STOPPED, "moons-1"));
    List<SurfaceFrame> frames = new ArrayList<>();
    drawAll(frames);
    assertThat(frames).extracting(SurfaceFrame::step).containsExactly(8L, 1L);
    assertThat(events.getFirst().step()).isEqualTo(7);

    reservedBytes = 0;
    nextOffset = 0;
    consume(List.of(spirals.at(7), moons.at(0), spirals.at(8), moons.at(1)));

    assertThat(alarm.isRaised()).isFalse();
    assertThat(events).hasSize(4);
    assertThat(events.getLast().type()).isEqualTo(JOURNAL_RESUMED);
    assertThat(steps("spirals-1")).containsExactly(7L, 8L);
    assertThat(steps("moons-1")).containsExactly(0L, 1L);
    assertThat(committed()).isEqualTo(4);
  }

  @Test
  void shouldDrawSnapshotsWhoseRunNoDirectoryCanNameAndGoOn() {
    List<ParameterSnapshot> unnameable = new ArrayList<>();
    unnameable.addAll(Snapshots.of("spirals", "x".repeat(300), 2).range(0, 1, 1));
    unnameable.addAll(Snapshots.of("spirals", "", 2).range(0, 1, 1));
    consume(unnameable);

    assertThat(outcomes("unjournalable")).isEqualTo(4);
    assertThat(outcomes("unusable")).isZero();
    assertThat(committed()).isEqualTo(4);
  }

  private static ModelEvent withoutRun(ModelEvent event) {
    return new ModelEvent(
        event.model(), "", 0, event.type(), event.text(), event.time(), "", event.spec());
  }

  private void addTo(TopicPartition partition, long offset, byte[] value) {
    kafka.addRecord(
        new ConsumerRecord<>(
            partition.topic(),
            partition.partition(),
            offset,
            "spirals".getBytes(StandardCharsets.UTF_8),
            value));
  }

  private void consume(List<ParameterSnapshot> some) {
    kafka = new CommittingConsumer();
    kafka.schedulePollTask(() -> {
      begin();
      for (ParameterSnapshot snapshot : some) {
        add(snapshot.model(), Topics.SNAPSHOTS.codec().encode(snapshot));
      }
    });
    run();
  }

  private void begin() {
    kafka.rebalance(List.of(PARTITION));
    kafka.updateBeginningOffsets(Map.of(PARTITION, nextOffset));
  }

  private void add(String model, byte @Nullable [] value) {
    kafka.addRecord(
        new ConsumerRecord<>(
            PARTITION.topic(), 0, nextOffset++, model.getBytes(StandardCharsets.UTF_8), value));
  }

  private void addAt(long offset, ParameterSnapshot snapshot) {
    kafka.addRecord(
        new ConsumerRecord<>(
            PARTITION.topic(),
            0,
            offset,
            snapshot.model().getBytes(StandardCharsets.UTF_8),
            Topics.SNAPSHOTS.codec().encode(snapshot)));
  }

  private void run() {
    RunJournals journals =
        new RunJournals(
            directory, new RunJournals.Limits(8, Duration.ofMinutes(5), reservedBytes), now::get);
    SnapshotConsumer consumer =
        new SnapshotConsumer(
            kafka,
            new SnapshotIntake(journals, newest, metrics),
            new NoteIntake(journals),
            alarm,
            metrics,
            now::get);
    kafka.schedulePollTask(() -> {});
    kafka.schedulePollTask(consumer::stop);
    consumer.run();
  }

  private void drawAll(List<SurfaceFrame> frames) {
    FrameEvaluation evaluation = new FrameEvaluation(64);
    for (var entry = newest.poll(); entry.isPresent(); entry = newest.poll()) {
      frames.add(evaluation.evaluate(entry.get()));
    }
  }

  private long committed() {
    return kafka.committedOffset;
  }

  private double outcomes(String outcome) {
    return registry.counter("sampler.snapshots", "outcome", outcome).count();
  }

  private List<Long> steps(String run) {
    List<Long> steps = new ArrayList<>();
    try (RunReader reader = RunReader.open(directory, run)) {
      for (var entry = reader.at(0); entry.isPresent(); entry = reader.next()) {
        steps.add(entry.get().step());
      }
    }
    return steps;
  }

  private static byte[] bytes(SurfaceFrame frame) {
    return Topics.FRAMES.codec().encode(frame);
  }

  private static ParameterSnapshot withSpec(ParameterSnapshot snapshot, String spec) {
    return new ParameterSnapshot(
        snapshot.model(),
        snapshot.run(),
        snapshot.step(),
        spec,
        snapshot.parameters(),
        snapshot.inputStatistics(),
        snapshot.recentExamples(),
        snapshot.examplesSeen(),
        snapshot.inputPartition(),
        snapshot.inputOffset(),
        snapshot.loss(),
        snapshot.accuracy(),
        snapshot.learningRate(),
        snapshot.time(),
        snapshot.state());
  }
}
