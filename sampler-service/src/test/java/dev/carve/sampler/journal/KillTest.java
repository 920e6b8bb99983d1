package dev.carve.sampler.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.sampler.Snapshots;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Kills a process that appends, again and again, and looks at what it left.
class KillTest {
  private static final int KILLS = 5;
  private static final long SEED = 20260301;

  @TempDir private Path directory;
  private final Snapshots snapshots =
      Snapshots.of(Snapshots.spec("spirals", 2, 8), "spirals-1", Duration.ofMillis(1));

  @AfterEach
  void shouldLeaveNothingOpen() {
    OpenResources.assertNone();
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void shouldHoldEveryAcknowledgedStepOnceHoweverOftenTheAppenderIsKilled() {
    Random random = new Random(SEED);
    long acknowledged = -1;
    for (int kill = 0; kill < KILLS; kill++) {
      acknowledged = Math.max(acknowledged, appendAndKill(20 + random.nextInt(1_500)));
      requireWhole(acknowledged);
    }
  }

  /* A few lines later than told, for what the process wrote is read late: the moment is as random as can be. */
  private long appendAndKill(int lines) {
    Process process = TestProcess.start(CrashingAppender.class, directory.toString());
    long last = -1;
    try (BufferedReader steps = process.inputReader()) {
      for (int i = 0; i < lines; i++) {
        String step = steps.readLine();
        if (step == null) {
          throw new AssertionError("the appender ended by itself: seed=%d".formatted(SEED));
        }
        last = Long.parseLong(step);
      }
      process.destroyForcibly().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
    return last;
  }

  private void requireWhole(long acknowledged) {
    List<Long> steps = new ArrayList<>();
    try (RunReader reader = RunReader.open(directory, "spirals-1")) {
      for (var entry = reader.at(0); entry.isPresent(); entry = reader.next()) {
        steps.add(entry.get().step());
        assertThat(entry.get().snapshot().parameters())
            .isEqualTo(snapshots.at(entry.get().step()).parameters());
      }
      assertThat(reader.damaged()).isZero();
      assertThat(steps).hasSizeGreaterThan((int) acknowledged);
      for (int i = 0; i < steps.size(); i++) {
        assertThat(steps.get(i)).as("seed=%d", SEED).isEqualTo(i);
      }
      for (int step = 0; step < steps.size(); step += 97) {
        assertThat(reader.at(step).map(JournalEntry::step)).contains((long) step);
      }
    }
  }
}
