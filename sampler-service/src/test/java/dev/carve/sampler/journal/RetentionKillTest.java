package dev.carve.sampler.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.surface.SurfacePlane;
import dev.carve.sampler.Snapshots;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Kills a process that thins and deletes days, again and again, and looks at what it left.
class RetentionKillTest {
  private static final int KILLS = 5;
  private static final int DAYS = 20;
  private static final int A_DAY = 300;
  private static final long SEED = 20260305;
  private static final String RUN = "spirals-1";
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  @TempDir private Path directory;

  @AfterEach
  void shouldLeaveNothingOpen() {
    OpenResources.assertNone();
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void shouldLeaveEveryDayAsItWasOrThinned() throws Exception {
    Random random = new Random(SEED);
    append();
    Map<Long, JournalEntry> before = entries();
    for (int kill = 0; kill < KILLS; kill++) {
      killAfter(1 + kill * 9 + random.nextInt(9), random.nextInt(20_000_000));

      Map<Long, JournalEntry> after = entries();
      assertThat(before).as("seed=%d", SEED).containsAllEntriesOf(after);
      assertThat(after).isNotEmpty();
      assertThat(RunVerification.verify(directory, RUN, _ -> {}).damage()).isEmpty();
      before = after;
    }
    Process process = TestProcess.start(CrashingRetention.class, directory.toString(), "56");
    assertThat(process.waitFor()).isZero();
    assertThat(entries().size()).isLessThan(DAYS * 3 + 5);
    try (RunJournal appender =
        RunJournal.open(directory, snapshot(DAYS * A_DAY), () -> day(DAYS))) {
      assertThat(appender.append(snapshot(DAYS * A_DAY), plane())).isPresent();
    }
    assertThat(Files.exists(RunDirectory.of(directory, RUN).resolve(".thinning"))).isFalse();
  }

  private void killAfter(int lines, int nanos) throws Exception {
    Process process =
        TestProcess.start(
            CrashingRetention.class, directory.toString(), Integer.toString(lines + 2));
    try (BufferedReader days = process.inputReader()) {
      for (int i = 0; i < lines; i++) {
        assertThat(days.readLine()).as("seed=%d", SEED).isNotNull();
      }
      // A moment at random within the work on a day.
      LockSupport.parkNanos(nanos);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private void append() {
    for (int day = 0; day < DAYS; day++) {
      Instant now = day(day);
      try (RunJournal appender =
          RunJournal.open(directory, snapshot((long) day * A_DAY), () -> now)) {
        for (int i = 0; i < A_DAY; i++) {
          assertThat(appender.append(snapshot((long) day * A_DAY + i), plane())).isPresent();
        }
      }
    }
  }

  private static Instant day(int day) {
    return Snapshots.BEGIN.plus(Duration.ofDays(day));
  }

  private static SurfacePlane plane() {
    return Snapshots.plane(snapshots().at(0));
  }

  private static Snapshots snapshots() {
    return Snapshots.of(Snapshots.spec("spirals", 2, 8), RUN, INTERVAL);
  }

  private static ParameterSnapshot snapshot(long step) {
    return snapshots().at(step);
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
