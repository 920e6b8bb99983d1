package dev.carve.sampler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.sampler.Snapshots;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
  void shouldAppendNothingWhenTheDiskIsNearlyFull() {
    try (RunJournals journals = journals(3, Long.MAX_VALUE)) {
      assertThatExceptionOfType(JournalUnavailableException.class)
          .isThrownBy(() -> append(journals, 0, 0))
          .withMessageStartingWith("the disk must have 9223372036854775807 bytes free");
      assertThat(journals.open()).isZero();
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
