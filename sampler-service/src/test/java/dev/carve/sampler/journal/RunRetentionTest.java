package dev.carve.sampler.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.sampler.Notes;
import dev.carve.sampler.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs of several days, one snapshot every ten seconds from noon on, two hours a day, with an
/// event at the end of the first hour of the first day.
class RunRetentionTest {
  private static final String RUN = "spirals-1";
  private static final int A_DAY = 720;
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  @TempDir private Path directory;
  private final Notes notes = Notes.of("spirals", RUN);

  @AfterEach
  void shouldLeaveNothingOpen() {
    OpenResources.assertNone();
  }

  @Test
  void shouldLeaveOneSnapshotAMinuteThenOneAnHourAndAllNearEvents() throws IOException {
    appendDays(3);
    Map<Long, JournalEntry> before = entries();
    RunRetention retention = retention(Optional.empty(), Optional.empty());

    assertThat(retention.apply(day(2))).isEqualTo(new RunRetention.Outcome(1, 0, 0));
    Map<Long, JournalEntry> minutely = entries();
    assertThat(retention.apply(day(2))).isEqualTo(new RunRetention.Outcome(0, 0, 0));

    assertThat(before).containsAllEntriesOf(minutely);
    assertThat(of(minutely, 1)).hasSize(A_DAY);
    assertThat(of(minutely, 2)).hasSize(A_DAY);
    assertThat(of(minutely, 0)).hasSizeBetween(120, 600).contains(0L, (long) A_DAY - 1);
    assertThat(of(minutely, 0)).contains(354L, 355L, 356L, 357L, 358L, 359L, 360L, 361L, 366L);
    assertThat(of(minutely, 0)).doesNotContain(368L, 369L, 700L);

    assertThat(retention.apply(day(40))).isEqualTo(new RunRetention.Outcome(3, 0, 0));
    Map<Long, JournalEntry> hourly = entries();
    assertThat(minutely).containsAllEntriesOf(hourly);
    assertThat(of(hourly, 1)).containsExactly(720L, 1080L, 1439L);
    assertThat(of(hourly, 0)).contains(354L, 360L, 366L);
    assertSound();
    try (RunLibrary library = new RunLibrary(directory, Clock.systemUTC())) {
      assertThat(library.events(RUN)).hasSize(1);
      assertThat(library.find(RUN).orElseThrow().snapshots()).isEqualTo(hourly.size());
      assertThat(library.metrics(RUN, 10_000)).hasSizeLessThan(60);
    }
    try (RunReader reader = RunReader.open(directory, RUN)) {
      for (long step : hourly.keySet()) {
        assertThat(reader.at(step)).contains(hourly.get(step));
      }
    }
  }

  @Test
  void shouldDeleteWhatIsTooOld() throws IOException {
    appendDays(4);
    RunRetention retention = retention(Optional.of(Duration.ofDays(2)), Optional.empty());

    assertThat(retention.apply(day(4)).deleted()).isEqualTo(2);
    assertThat(entries().keySet()).allMatch(step -> step >= 2 * A_DAY);
    assertSound();
    try (RunLibrary library = new RunLibrary(directory, Clock.systemUTC())) {
      assertThat(library.find(RUN).orElseThrow().firstStep()).isEqualTo(2L * A_DAY);
    }
    try (RunJournal appender =
        RunJournal.open(directory, snapshots().at(4 * A_DAY), () -> day(4))) {
      append(appender, 4L * A_DAY);
    }
    assertThat(entries()).containsKey(4L * A_DAY);

    assertThat(retention.apply(day(20)).deleted()).isEqualTo(3);
    try (RunLibrary library = new RunLibrary(directory, Clock.systemUTC())) {
      assertThat(library.runs()).isEmpty();
    }
  }

  @Test
  void shouldDeleteTheOldestDaysBeyondALimit() throws IOException {
    appendDays(5);
    RunRetention retention = retention(Optional.empty(), Optional.of(1L));

    retention.apply(day(4));

    assertThat(QueueTailer.cycles(RunDirectory.of(directory, RUN))).hasSize(2);
    assertSound();
  }

  @Test
  void shouldLeaveARunAloneThatIsRead() throws IOException {
    appendDays(3);
    RunRetention retention = retention(Optional.of(Duration.ofDays(1)), Optional.empty());
    try (RunReader reader = RunReader.open(directory, RUN)) {
      assertThat(reader.at(0)).isPresent();
      assertThat(retention.apply(day(10))).isEqualTo(new RunRetention.Outcome(0, 0, 1));
      for (int i = 1; i < 3 * A_DAY; i++) {
        assertThat(reader.next()).isPresent();
      }
    }
    assertThat(retention.apply(day(10)).deleted()).isEqualTo(3);
  }

  @Test
  void shouldNotBeHeldUpByALibraryThatKeepsRunsReady() throws IOException {
    appendDays(3);
    try (RunLibrary library = new RunLibrary(directory, Clock.systemUTC())) {
      assertThat(library.find(RUN).orElseThrow().snapshots()).isEqualTo(3L * A_DAY);
      assertThat(library.events(RUN)).hasSize(1);

      assertThat(retention(Optional.empty(), Optional.empty()).apply(day(2)).thinned())
          .isEqualTo(1);

      assertThat(library.find(RUN).orElseThrow().snapshots()).isLessThan(2L * A_DAY + 600);
      assertThat(library.events(RUN)).hasSize(1);
    }
  }

  @Test
  void shouldThinARunThatIsBeingWritten() throws Exception {
    appendDays(2);
    Instant[] now = {day(2)};
    try (RunJournals journals =
        new RunJournals(
            directory, new RunJournals.Limits(4, Duration.ofDays(9), 0), () -> now[0])) {
      for (long step = 2 * A_DAY; step < 2 * A_DAY + 10; step++) {
        append(journals.journalOf(snapshots().at(step)), step);
      }
      RunRetention retention =
          new RunRetention(directory, policy(Optional.empty(), Optional.empty()), journals);
      List<RunRetention.Outcome> outcomes = new ArrayList<>();
      Thread retaining = Thread.ofPlatform().start(() -> outcomes.add(retention.apply(now[0])));
      while (retaining.isAlive()) {
        journals.closeIdle();
        Thread.onSpinWait();
      }
      retaining.join();
      assertThat(outcomes).containsExactly(new RunRetention.Outcome(1, 0, 0));
      for (long step = 2 * A_DAY + 10; step < 2 * A_DAY + 20; step++) {
        append(journals.journalOf(snapshots().at(step)), step);
      }
    }
    assertThat(of(entries(), 2)).hasSize(20);
    assertSound();
  }

  @Test
  void shouldLeaveTheOldFileOfWhatWasNotFinished() throws IOException {
    appendDays(3);
    Map<Long, JournalEntry> before = entries();
    Path left =
        Files.createDirectories(
            RunDirectory.of(directory, RUN).resolve(".thinning").resolve("snapshots"));
    Files.write(left.resolve("20260301F.cq4"), new byte[100]);

    assertThat(entries()).isEqualTo(before);
    assertSound();
    assertThat(retention(Optional.empty(), Optional.empty()).apply(day(2)).thinned()).isEqualTo(1);
    try (Stream<Path> files = Files.list(RunDirectory.of(directory, RUN))) {
      assertThat(files.map(file -> file.getFileName().toString())).doesNotContain(".thinning");
    }
  }

  private void assertSound() {
    assertThat(RunVerification.verify(directory, RUN, _ -> {}).damage()).isEmpty();
  }

  private RunRetention retention(Optional<Duration> age, Optional<Long> bytes) {
    return new RunRetention(directory, policy(age, bytes), (_, work) -> work.run());
  }

  private static RetentionPolicy policy(Optional<Duration> age, Optional<Long> bytes) {
    return new RetentionPolicy(
        Duration.ofDays(1), Duration.ofDays(30), Duration.ofMinutes(1), age, bytes);
  }

  /* Noon of a day, counted from that of the first snapshot. */
  private static Instant day(int day) {
    return Snapshots.BEGIN.plus(Duration.ofDays(day));
  }

  private static Snapshots snapshots() {
    return Snapshots.of(Snapshots.spec("spirals", 2, 8), RUN, INTERVAL);
  }

  private void appendDays(int days) {
    for (int day = 0; day < days; day++) {
      Instant[] now = {day(day)};
      try (RunJournal appender =
              RunJournal.open(directory, snapshots().at((long) day * A_DAY), () -> now[0]);
          NoteJournal noteAppender = NoteJournal.open(directory, RUN, () -> now[0])) {
        for (int i = 0; i < A_DAY; i++) {
          now[0] = day(day).plus(INTERVAL.multipliedBy(i));
          append(appender, (long) day * A_DAY + i);
          noteAppender.append(new RunNote.Measured(notes.metrics((long) day * A_DAY + i)));
        }
        if (day == 0) {
          noteAppender.append(new RunNote.Happened(0, 0, driftAfterAnHour()));
        }
      }
    }
  }

  private ModelEvent driftAfterAnHour() {
    ModelEvent event = notes.event(360, ModelEvent.Type.DRIFT);
    return new ModelEvent(
        event.model(),
        event.run(),
        event.step(),
        event.type(),
        event.text(),
        Snapshots.BEGIN.plus(Duration.ofHours(1)),
        "",
        "");
  }

  private static Set<Long> of(Map<Long, JournalEntry> entries, int day) {
    LinkedHashMap<Long, JournalEntry> some = new LinkedHashMap<>(entries);
    some.keySet().removeIf(step -> step / A_DAY != day);
    return some.keySet();
  }

  private void append(RunJournal appender, long step) {
    ParameterSnapshot snapshot = at(step);
    assertThat(appender.append(snapshot, Snapshots.plane(snapshots().at(0)))).isPresent();
  }

  /* Days follow each other at noon, whatever the number of snapshots between. */
  private static ParameterSnapshot at(long step) {
    return Snapshots.withTime(
        snapshots().at(step), day((int) (step / A_DAY)).plus(INTERVAL.multipliedBy(step % A_DAY)));
  }

  private Map<Long, JournalEntry> entries() {
    Map<Long, JournalEntry> entries = new LinkedHashMap<>();
    try (RunReader reader = RunReader.open(directory, RUN)) {
      for (var entry = reader.at(0); entry.isPresent(); entry = reader.next()) {
        entries.put(entry.get().step(), entry.get());
      }
    }
    return entries;
  }
}
