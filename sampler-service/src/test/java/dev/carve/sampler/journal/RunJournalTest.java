package dev.carve.sampler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carve.core.event.Continuation;
import dev.carve.core.event.Floats;
import dev.carve.core.event.Lineage;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.sampler.Snapshots;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunJournalTest {
  private static final InstantSource CLOCK = Clock.systemUTC();

  @TempDir private Path directory;
  private final Snapshots snapshots = Snapshots.of("spirals", "spirals-1", 2);

  @AfterEach
  void shouldLeaveNothingOpen() {
    OpenResources.assertNone();
  }

  @Test
  void shouldReadBackWhatWasAppended() {
    List<JournalEntry> appended = append(snapshots.range(0, 300, 1), CLOCK);

    assertThat(appended).hasSize(301);
    assertThat(readAll()).isEqualTo(appended);
  }

  @Test
  void shouldKeepAllButTheExamplesAsTheyCame() {
    ParameterSnapshot snapshot = snapshots.at(7);
    append(List.of(snapshots.at(0), snapshot), CLOCK);

    ParameterSnapshot read = readAll().getLast().snapshot();

    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFields("recentExamples")
        .isEqualTo(snapshot);
  }

  @Test
  void shouldLeaveOutDuplicatesAlsoAfterARestart() {
    append(snapshots.range(0, 20, 2), CLOCK);

    List<JournalEntry> appended = append(snapshots.range(0, 26, 1), CLOCK);

    assertThat(appended)
        .extracting(JournalEntry::step)
        .containsExactly(21L, 22L, 23L, 24L, 25L, 26L);
    assertThat(readAll())
        .extracting(JournalEntry::step)
        .containsExactly(
            0L, 2L, 4L, 6L, 8L, 10L, 12L, 14L, 16L, 18L, 20L, 21L, 22L, 23L, 24L, 25L, 26L);
  }

  @Test
  void shouldFindEveryStep() {
    List<JournalEntry> appended = append(snapshots.range(10, 8_000, 3), CLOCK);

    try (RunReader reader = RunReader.open(directory, "spirals-1")) {
      for (int i = 0; i < appended.size(); i += 37) {
        JournalEntry entry = appended.get(i);
        assertThat(reader.at(entry.step())).contains(entry);
        assertThat(reader.at(entry.step() + 2)).contains(entry);
      }
      assertThat(reader.at(0)).contains(appended.getFirst());
      assertThat(reader.next()).contains(appended.get(1));
      assertThat(reader.last()).contains(appended.getLast());
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void shouldFindStepsInTheFilesOfManyDays() {
    List<JournalEntry> appended = new ArrayList<>();
    for (int day = 0; day < 9; day++) {
      Instant noon = Snapshots.BEGIN.plus(Duration.ofDays(day));
      appended.addAll(append(snapshots.range(day * 100, day * 100 + 70, 1), () -> noon));
    }

    assertThat(readAll()).isEqualTo(appended);
    try (RunReader reader = RunReader.open(directory, "spirals-1")) {
      for (JournalEntry entry : appended) {
        assertThat(reader.at(entry.step())).contains(entry);
      }
      assertThat(reader.at(399).map(JournalEntry::step)).contains(370L);
    }
  }

  @Test
  void shouldBeginANewFileWhileOpen() {
    Instant[] now = {Snapshots.BEGIN};
    List<JournalEntry> appended = new ArrayList<>();
    try (RunJournal journal = RunJournal.open(directory, snapshots.at(0), () -> now[0])) {
      for (ParameterSnapshot snapshot : snapshots.range(0, 200, 1)) {
        now[0] = now[0].plus(Duration.ofHours(1));
        journal.append(snapshot, Snapshots.plane(snapshot)).ifPresent(appended::add);
      }
      now[0] = Snapshots.BEGIN.minus(Duration.ofDays(3));
      journal
          .append(snapshots.at(201), Snapshots.plane(snapshots.at(201)))
          .ifPresent(appended::add);
    }

    assertThat(readAll()).isEqualTo(appended).hasSize(202);
  }

  @Test
  void shouldFollowAJournalThatGrows() {
    try (RunJournal journal = RunJournal.open(directory, snapshots.at(0), CLOCK)) {
      JournalEntry first =
          journal.append(snapshots.at(0), Snapshots.plane(snapshots.at(0))).orElseThrow();
      try (RunReader reader = RunReader.open(directory, "spirals-1")) {
        assertThat(reader.at(0)).contains(first);
        for (ParameterSnapshot snapshot : snapshots.range(1, 3_000, 1)) {
          assertThat(reader.next()).isEmpty();
          Optional<JournalEntry> entry = journal.append(snapshot, Snapshots.plane(snapshot));
          assertThat(reader.next()).isEqualTo(entry);
        }
      }
    }
  }

  @Test
  void shouldTakeHardlyMoreThanTheParameters() {
    append(
        snapshots.range(0, 6_000, 1).stream()
            .map(snapshot -> snapshot.withContinuation(new Continuation(1, 1, Floats.empty())))
            .toList(),
        CLOCK);

    try (RunLibrary library = new RunLibrary(directory, Clock.systemUTC())) {
      RunSummary run = library.find("spirals-1").orElseThrow();
      int parameterBytes = Float.BYTES * snapshots.spec().network().parameterCount();
      assertThat((double) run.bytes() / run.snapshots()).isLessThan(1.2 * parameterBytes);
    }
  }

  @Test
  void shouldKeepWhatIsNeededToGoOnFromASnapshot() {
    List<ParameterSnapshot> some =
        snapshots.range(0, 300, 1).stream().map(Snapshots::toGoOnFrom).toList();

    List<JournalEntry> appended = append(some, CLOCK);

    List<JournalEntry> read = readAll();
    assertThat(read).isEqualTo(appended);
    assertThat(read)
        .extracting(entry -> entry.snapshot().continuation())
        .isEqualTo(some.stream().map(ParameterSnapshot::continuation).toList());
    assertThat(read)
        .extracting(entry -> entry.snapshot().lineage())
        .containsOnly(new Lineage("spirals-0", 17, "circles"));
  }

  @Test
  void shouldHoldLargeNetworks() {
    Snapshots large =
        Snapshots.of(Snapshots.spec("images", 784, 128), "images-1", Duration.ofMillis(50));
    List<JournalEntry> appended = append(large.range(0, 40, 1), CLOCK);

    try (RunReader reader = RunReader.open(directory, "images-1")) {
      assertThat(reader.at(39)).contains(appended.get(39));
      assertThat(reader.at(0)).contains(appended.get(0));
    }
  }

  @Test
  void shouldShowTheSameExamplesWhereverReadingOfLargeEntriesBegins() {
    Snapshots large =
        Snapshots.of(Snapshots.spec("spirals", 2, 64), "spirals-1", Duration.ofMillis(50));
    List<JournalEntry> appended = append(large.range(0, 200, 1), CLOCK);

    try (RunReader reader = RunReader.open(directory, "spirals-1")) {
      for (int step = 200; step >= 0; step--) {
        assertThat(reader.at(step)).contains(appended.get(step));
        for (int next = step + 1; next <= Math.min(200, step + 20); next++) {
          assertThat(reader.next()).contains(appended.get(next));
        }
      }
    }
  }

  @Test
  void shouldAllowOneAppenderOnly() {
    RunJournal journal = RunJournal.open(directory, snapshots.at(0), CLOCK);
    try (journal) {
      assertThatExceptionOfType(JournalUnavailableException.class)
          .isThrownBy(() -> RunJournal.open(directory, snapshots.at(0), CLOCK))
          .withMessageContaining("one appender");
    }
  }

  @Test
  void shouldKeepEveryRunInsideTheJournal() {
    Snapshots strange = Snapshots.of("spirals", "../a b/ü%", 2);
    append(strange.range(0, 3, 1), CLOCK);

    try (RunLibrary library = new RunLibrary(directory, Clock.systemUTC())) {
      assertThat(library.runs()).extracting(RunSummary::run).containsExactly("../a b/ü%");
    }
  }

  private List<JournalEntry> append(List<ParameterSnapshot> some, InstantSource clock) {
    List<JournalEntry> appended = new ArrayList<>();
    try (RunJournal journal = RunJournal.open(directory, some.getFirst(), clock)) {
      for (ParameterSnapshot snapshot : some) {
        journal.append(snapshot, Snapshots.plane(snapshot)).ifPresent(appended::add);
      }
    }
    return appended;
  }

  private List<JournalEntry> readAll() {
    List<JournalEntry> entries = new ArrayList<>();
    try (RunReader reader = RunReader.open(directory, "spirals-1")) {
      for (var entry = reader.at(0); entry.isPresent(); entry = reader.next()) {
        entries.add(entry.get());
      }
      assertThat(reader.damaged()).isZero();
    }
    return entries;
  }
}
