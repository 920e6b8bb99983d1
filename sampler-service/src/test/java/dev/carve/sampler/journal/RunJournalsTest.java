package dev.carve.sampler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carve.core.event.Continuation;
import dev.carve.core.event.Floats;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.network.ModelSpec;
import dev.carve.sampler.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunJournalsTest {
  @TempDir private Path directory;
  private Instant now = Snapshots.BEGIN;

  @AfterEach
  void shouldLeaveNothingOpen() {
    OpenResources.assertNone();
  }

  @Test
  void shouldKeepNoMoreJournalsOpenThanAllowed() {
    try (RunJournals journals = journals(3, 0)) {
      for (int round = 0; round < 3; round++) {
        for (int run = 0; run < 7; run++) {
          append(journals, run, round);
          assertThat(journals.open()).isLessThanOrEqualTo(3);
        }
      }
    }
    for (int run = 0; run < 7; run++) {
      try (RunReader reader = RunReader.open(directory, "spirals-" + run)) {
        assertThat(reader.last().map(JournalEntry::step)).contains(2L);
      }
    }
  }

  @Test
  void shouldCloseJournalsThatAreIdle() {
    try (RunJournals journals = journals(3, 0)) {
      append(journals, 0, 0);
      now = now.plus(Duration.ofMinutes(4));
      append(journals, 1, 0);
      now = now.plus(Duration.ofMinutes(2));

      journals.closeIdle();

      assertThat(journals.open()).isEqualTo(1);
      append(journals, 0, 1);
      assertThat(journals.open()).isEqualTo(2);
    }
  }

  @Test
  void shouldDeleteOnlyARunThatNoModelTrains() {
    try (RunJournals journals = journals(3, 0)) {
      append(journals, 0, 0);
      append(journals, 1, 0);

      assertThatExceptionOfType(RunInUseException.class)
          .isThrownBy(() -> delete(journals, "spirals-1"))
          .withMessageStartingWith(
              "a run that a model trains must not be deleted: run=spirals-1, model=spirals");
      delete(journals, "spirals-0");
      assertThat(directory.resolve("spirals-0")).doesNotExist();
      append(journals, 1, 1);
      now = now.plus(Duration.ofMinutes(6));
      journals.closeIdle();
      delete(journals, "spirals-1");

      assertThat(directory).isEmptyDirectory();
      assertThatExceptionOfType(NoSuchRunException.class)
          .isThrownBy(() -> delete(journals, "spirals-1"));
    }
  }

  @Test
  void shouldNotDeleteARunThatIsRead() {
    try (RunJournals journals = journals(3, 0)) {
      append(journals, 0, 0);
      append(journals, 1, 0);
      try (RunReader reader = RunReader.open(directory, "spirals-0")) {
        assertThatExceptionOfType(RunInUseException.class)
            .isThrownBy(() -> delete(journals, "spirals-0"))
            .withMessageStartingWith("a run must have no reader");
        assertThat(reader.last()).isPresent();
      }
    }
  }

  /// Asks from another thread, while this one owns the journals.
  private static void delete(RunJournals journals, String run) {
    CompletableFuture<Void> deleted = CompletableFuture.runAsync(() -> journals.delete(run));
    while (!deleted.isDone()) {
      journals.closeIdle();
    }
    try {
      deleted.join();
    } catch (CompletionException e) {
      throw (RuntimeException) e.getCause();
    }
  }

  @Test
  void shouldAppendNothingWhenTheDiskIsNearlyFull() {
    try (RunJournals journals = journals(3, Long.MAX_VALUE)) {
      assertThatExceptionOfType(JournalUnavailableException.class)
          .isThrownBy(() -> append(journals, 0, 0))
          .withMessageStartingWith("the disk must have 9223372036854775807 bytes free");
      assertThat(journals.open()).isZero();
    }
  }

  @Test
  void shouldTakeNothingWhileARealDiskIsFullAndGoOnWhenThereIsSpace() throws IOException {
    Optional<SmallDisk> mounted = SmallDisk.mount(directory, 64);
    assumeTrue(mounted.isPresent(), "no permission to mount a file system");
    try (SmallDisk disk = mounted.get();
        RunJournals journals = journals(3, 16 << 20)) {
      append(journals, 0, 0);
      Path filling = disk.fill(8 << 20);
      now = now.plusSeconds(2);

      for (int step = 1; step < 1_000; step++) {
        now = now.plusSeconds(30);
        int refused = step;
        assertThatExceptionOfType(JournalFullException.class)
            .isThrownBy(() -> append(journals, refused % 3, refused));
      }
      assertThat(journals.hasSpace()).isFalse();
      Files.delete(filling);
      now = now.plusSeconds(2);

      assertThat(journals.hasSpace()).isTrue();
      append(journals, 0, 1);
      append(journals, 1, 0);
    }
  }

  @Test
  void shouldWantMoreSpaceToGoOnThanToStop() throws IOException {
    long free = Files.getFileStore(directory).getUsableSpace();
    try (RunJournals journals = journals(3, free + (64L << 20))) {
      assertThat(journals.hasSpace()).isFalse();
    }
    try (RunJournals journals = journals(3, free / 8 * 7)) {
      assertThat(journals.hasSpace()).isTrue();
    }
  }

  @Test
  void shouldTakeALargeModelWithoutWhatItsOptimizerRemembers() {
    Snapshots large =
        Snapshots.of(
            ModelSpec.parse(
                "{name: large, inputs: 2, layers: [{units: 2500}, {units: 2500}], classes: [a, b], optimizer: {type: adam}}"),
            "large-1",
            Duration.ofMillis(50));
    ParameterSnapshot parameters = large.at(0);
    Floats memory = Floats.of(new float[2 * parameters.parameters().length()]);
    ParameterSnapshot snapshot = parameters.withContinuation(new Continuation(1, 0, memory));
    try (RunJournals journals = journals(3, 0)) {
      assertThat(journals.journalOf(snapshot).append(snapshot, Snapshots.plane(snapshot)))
          .isPresent();
    }

    try (RunReader reader = RunReader.open(directory, "large-1")) {
      ParameterSnapshot read = reader.at(0).orElseThrow().snapshot();
      assertThat(read.parameters()).isEqualTo(snapshot.parameters());
      assertThat(read.continuation()).isEqualTo(new Continuation(1, 0, Floats.empty()));
    }
  }

  private RunJournals journals(int open, long reservedBytes) {
    return new RunJournals(
        directory, new RunJournals.Limits(open, Duration.ofMinutes(5), reservedBytes), () -> now);
  }

  private static void append(RunJournals journals, int run, int step) {
    ParameterSnapshot snapshot = Snapshots.of("spirals", "spirals-" + run, 2).at(step);
    assertThat(journals.journalOf(snapshot).append(snapshot, Snapshots.plane(snapshot)))
        .isPresent();
  }
}
