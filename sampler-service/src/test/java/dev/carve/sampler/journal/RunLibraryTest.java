package dev.carve.sampler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.sampler.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLibraryTest {
  @TempDir private Path directory;
  private final Snapshots snapshots = Snapshots.of("spirals", "spirals-1", 2);
  private RunLibrary library = new RunLibrary(Path.of(""), Clock.systemUTC());

  @BeforeEach
  void openLibrary() {
    library = new RunLibrary(directory, Clock.systemUTC());
  }

  @AfterEach
  void shouldLeaveNothingOpen() {
    library.close();
    OpenResources.assertNone();
  }

  @Test
  void shouldListRunsTheNewestFirst() {
    append(snapshots.range(5, 100, 5));
    append(Snapshots.of("moons", "moons-1", 3).range(0, 10, 1));

    assertThat(library.runs()).extracting(RunSummary::run).containsExactly("spirals-1", "moons-1");
    RunSummary run = library.find("spirals-1").orElseThrow();
    assertThat(run.model()).isEqualTo("spirals");
    assertThat(run.spec()).isEqualTo(snapshots.spec().toYaml());
    assertThat(run.firstStep()).isEqualTo(5);
    assertThat(run.lastStep()).isEqualTo(100);
    assertThat(run.snapshots()).isEqualTo(20);
    assertThat(run.startedAt()).isEqualTo(snapshots.at(5).time());
    assertThat(run.updatedAt()).isEqualTo(snapshots.at(100).time());
    assertThat(run.bytes()).isBetween(20 * 456L, 20 * 456 * 2L);
  }

  @Test
  void shouldFollowARunThatIsWritten() {
    try (RunJournal journal = RunJournal.open(directory, snapshots.at(0), Clock.systemUTC())) {
      assertThat(library.runs()).isEmpty();
      for (ParameterSnapshot snapshot : snapshots.range(0, 200, 1)) {
        journal.append(snapshot, Snapshots.plane(snapshot));
        assertThat(library.find("spirals-1").map(RunSummary::lastStep)).contains(snapshot.step());
      }
      assertThat(library.history("spirals-1", 600)).hasSize(201);
    }
  }

  @Test
  void shouldGiveTheSameHistoryWithAndWithoutACheckpoint() throws IOException {
    append(snapshots.range(0, 9_000, 1));
    List<HistoryPoint> withCheckpoint = library.history("spirals-1", 300);
    append(snapshots.range(9_000, 9_500, 1));

    Files.delete(directory.resolve("spirals-1").resolve("index.checkpoint"));
    List<HistoryPoint> extended = library.history("spirals-1", 300);
    try (RunLibrary fresh = new RunLibrary(directory, Clock.systemUTC())) {
      assertThat(fresh.history("spirals-1", 300)).isEqualTo(extended);
    }
    assertThat(withCheckpoint).isNotEqualTo(extended);
  }

  @Test
  void shouldGiveEverySnapshotOfAShortStretchOfALongRun() {
    append(snapshots.range(0, 9_000, 1));

    List<HistoryPoint> stretch = library.history("spirals-1", new StepWindow(4_001, 4_100), 300);
    List<HistoryPoint> wide = library.history("spirals-1", new StepWindow(1_000, 8_000), 300);

    assertThat(stretch)
        .extracting(HistoryPoint::step)
        .isEqualTo(LongStream.rangeClosed(4_001, 4_100).boxed().toList());
    assertThat(wide).hasSizeBetween(75, 300);
    assertThat(wide).allMatch(point -> point.step() >= 1_000 && point.step() <= 8_000);
    assertThat(library.history("spirals-1", new StepWindow(9_001, 9_100), 300)).isEmpty();
    assertThat(library.find("spirals-1").map(RunSummary::snapshots)).contains(9_001L);
  }

  @Test
  void shouldNoticeARunThatGoesOnAfterALongTime() {
    InstantSource later = () -> Instant.now().plus(Duration.ofHours(1));
    try (RunLibrary late = new RunLibrary(directory, later)) {
      append(snapshots.range(0, 10, 1));
      assertThat(late.find("spirals-1").map(RunSummary::lastStep)).contains(10L);
      assertThat(late.find("spirals-1").map(RunSummary::lastStep)).contains(10L);

      append(snapshots.range(11, 20, 1));

      assertThat(late.find("spirals-1").map(RunSummary::lastStep)).contains(20L);
    }
  }

  @Test
  void shouldNotTrustADamagedCheckpoint() throws IOException {
    append(snapshots.range(0, 50, 1));
    Path checkpoint = directory.resolve("spirals-1").resolve("index.checkpoint");
    byte[] bytes = Files.readAllBytes(checkpoint);
    bytes[bytes.length / 2] ^= 1;
    Files.write(checkpoint, bytes);

    assertThat(library.history("spirals-1", 600)).hasSize(51);
  }

  @Test
  void shouldFindNoRunThatIsNotThere() {
    assertThat(library.runs()).isEmpty();
    assertThat(library.find("nothing")).isEmpty();
    assertThatExceptionOfType(NoSuchRunException.class)
        .isThrownBy(() -> library.history("nothing", 600));
    assertThatExceptionOfType(NoSuchRunException.class).isThrownBy(() -> library.open("nothing"));
  }

  @Test
  void shouldGoOnWithTheOthersWhenARunIsDamaged() throws IOException {
    append(snapshots.range(0, 10, 1));
    append(Snapshots.of("moons", "moons-1", 3).range(0, 10, 1));
    try (var files = Files.list(directory.resolve("moons-1"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".cq4")).toList()) {
        Files.write(file, new byte[4096]);
      }
    }
    Files.delete(directory.resolve("moons-1").resolve("index.checkpoint"));

    assertThat(library.runs()).extracting(RunSummary::run).containsExactly("spirals-1");
  }

  @Test
  void shouldOpenManyRuns() {
    for (int i = 0; i < 30; i++) {
      append(Snapshots.of("spirals", "spirals-" + i, 2).range(0, 2, 1));
    }

    assertThat(library.runs()).hasSize(30);
    assertThat(library.runs()).hasSize(30);
  }

  private void append(List<ParameterSnapshot> some) {
    var limits = new RunJournals.Limits(2, Duration.ofMinutes(1), 0);
    try (RunJournals journals = new RunJournals(directory, limits, Clock.systemUTC())) {
      for (ParameterSnapshot snapshot : some) {
        journals.journalOf(snapshot).append(snapshot, Snapshots.plane(snapshot));
      }
    }
  }
}
