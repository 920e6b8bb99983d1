package dev.carve.sampler.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.sampler.Snapshots;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reads journals in which bits have changed.
class DamagedEntryTest {
  @TempDir private Path directory;
  private final Snapshots snapshots = Snapshots.of("spirals", "spirals-1", 2);

  @AfterEach
  void shouldLeaveNothingOpen() {
    OpenResources.assertNone();
  }

  @Test
  void shouldPassOverAnEntryWhoseChecksumFails() throws IOException {
    append(0, 200);
    damage(100);

    List<Long> steps = new ArrayList<>();
    try (RunReader reader = RunReader.open(directory, "spirals-1")) {
      for (var entry = reader.at(0); entry.isPresent(); entry = reader.next()) {
        steps.add(entry.get().step());
      }
      assertThat(reader.damaged()).isEqualTo(1);
      assertThat(reader.at(100).map(JournalEntry::step)).contains(99L);
      assertThat(reader.at(101).map(JournalEntry::step)).contains(101L);
      for (long step = 0; step <= 200; step++) {
        assertThat(reader.at(step).map(JournalEntry::step)).contains(step == 100 ? 99 : step);
      }
    }
    assertThat(steps)
        .isEqualTo(LongStream.rangeClosed(0, 200).filter(step -> step != 100).boxed().toList());
  }

  @Test
  void shouldGoOnBehindADamagedEnd() throws IOException {
    append(0, 200);
    damage(200);

    append(200, 300);

    try (RunReader reader = RunReader.open(directory, "spirals-1")) {
      assertThat(reader.at(200).map(JournalEntry::step)).contains(200L);
      assertThat(reader.last().map(JournalEntry::step)).contains(300L);
    }
  }

  @Test
  void shouldLoseNoMoreThanWhatLeansOnADamagedKey() throws IOException {
    append(0, 50);
    append(51, 100);
    damage(51);

    try (RunReader reader = RunReader.open(directory, "spirals-1")) {
      assertThat(reader.at(50).map(JournalEntry::step)).contains(50L);
      assertThat(reader.next()).isEmpty();
    }
    append(101, 150);
    try (RunReader reader = RunReader.open(directory, "spirals-1")) {
      assertThat(reader.at(50).map(JournalEntry::step)).contains(50L);
      assertThat(reader.next().map(JournalEntry::step)).contains(101L);
    }
  }

  private void append(int from, int to) {
    try (RunJournal journal = RunJournal.open(directory, snapshots.at(from), () -> Instant.EPOCH)) {
      for (int step = from; step <= to; step++) {
        ParameterSnapshot snapshot = snapshots.at(step);
        journal.append(snapshot, Snapshots.plane(snapshot));
      }
    }
  }

  /* The parameters of a step are found by their bytes. */
  private void damage(long step) throws IOException {
    Path file;
    try (Stream<Path> files = Files.list(directory.resolve("spirals-1"))) {
      file = files.filter(each -> each.toString().endsWith(".cq4")).findFirst().orElseThrow();
    }
    float[] parameters = snapshots.at(step).parameters().array();
    byte[] sought = new byte[16];
    ByteBuffer.wrap(sought).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(parameters, 0, 4);
    byte[] bytes = Files.readAllBytes(file);
    int at = 0;
    while (ByteBuffer.wrap(bytes, at, 16).compareTo(ByteBuffer.wrap(sought)) != 0) {
      at++;
    }
    bytes[at + 7] ^= 4;
    Files.write(file, bytes);
  }
}
