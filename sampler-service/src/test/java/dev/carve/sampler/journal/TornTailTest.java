package dev.carve.sampler.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.sampler.Snapshots;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Opens journals whose appender died between two of the writes that one append consists of.
class TornTailTest {
  private static final int SNAPSHOTS = 200;

  /// How far the last append got.
  enum Moment {
    HALF_THE_ENTRY,
    THE_ENTRY,
    THE_ENTRY_AND_ITS_LENGTH
  }

  @TempDir private Path directory;
  private final Snapshots snapshots = Snapshots.of("spirals", "spirals-1", 2);

  @AfterEach
  void shouldLeaveNothingOpen() {
    OpenResources.assertNone();
  }

  @ParameterizedTest
  @EnumSource
  void shouldGoOnAfterAnAppendThatWasCutOff(Moment moment) throws IOException {
    for (int last : new int[] {SNAPSHOTS, 511, 1_023}) {
      Path journal = directory.resolve("%s-%d".formatted(moment, last));
      append(journal, 0, last - 1);
      byte[] before = Files.readAllBytes(queueFile(journal));
      append(journal, last, last);
      byte[] after = Files.readAllBytes(queueFile(journal));
      Files.write(queueFile(journal), torn(Arrays.copyOf(before, after.length), after, moment));
      Files.deleteIfExists(journal.resolve("spirals-1").resolve("index.checkpoint"));

      int kept = moment == Moment.THE_ENTRY_AND_ITS_LENGTH ? last : last - 1;
      assertThat(steps(journal)).isEqualTo(upTo(kept));
      append(journal, kept + 1, last + 300);
      assertThat(steps(journal)).isEqualTo(upTo(last + 300));
      assertIndexed(journal, last + 301);
      append(journal, last + 301, last + 301);
      assertIndexed(journal, last + 302);
      assertStepsAreFound(journal, last + 301);
    }
  }

  private void append(Path journal, int from, int to) {
    ParameterSnapshot first = snapshots.at(from);
    try (RunJournal appender = RunJournal.open(journal, first, () -> Instant.EPOCH)) {
      for (int step = from; step <= to; step++) {
        ParameterSnapshot snapshot = snapshots.at(step);
        assertThat(appender.append(snapshot, Snapshots.plane(snapshot))).isPresent();
      }
    }
  }

  /* The entry is what differs behind the index; its length stands in the four bytes before it. */
  private static byte[] torn(byte[] before, byte[] after, Moment moment) {
    int end = lastDifference(before, after);
    int start = end;
    while (!isLengthOf(after, start - 4, end)) {
      start--;
    }
    byte[] torn = before.clone();
    int copied = moment == Moment.HALF_THE_ENTRY ? (end - start) / 2 : end - start;
    System.arraycopy(after, start, torn, start, copied);
    if (moment == Moment.THE_ENTRY_AND_ITS_LENGTH) {
      System.arraycopy(after, start - 4, torn, start - 4, 4);
    }
    return torn;
  }

  private static boolean isLengthOf(byte[] bytes, int at, int end) {
    int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    return length > 0 && Math.abs(at + 4 + length - end) <= 4;
  }

  private static int lastDifference(byte[] before, byte[] after) {
    for (int i = before.length - 1; ; i--) {
      if (before[i] != after[i]) {
        return i + 1;
      }
    }
  }

  private static void assertIndexed(Path journal, long entries) {
    try (RunLibrary library = new RunLibrary(journal, Clock.systemUTC())) {
      assertThat(library.find("spirals-1").map(RunSummary::snapshots)).contains(entries);
    }
  }

  private static void assertStepsAreFound(Path journal, int last) {
    try (RunReader reader = RunReader.open(journal, "spirals-1")) {
      for (long step = 0; step <= last; step += 13) {
        assertThat(reader.at(step).map(JournalEntry::step)).contains(step);
      }
      assertThat(reader.damaged()).isZero();
    }
  }

  private static List<Long> steps(Path journal) {
    List<Long> steps = new ArrayList<>();
    try (RunReader reader = RunReader.open(journal, "spirals-1")) {
      for (var entry = reader.at(0); entry.isPresent(); entry = reader.next()) {
        steps.add(entry.get().step());
      }
    }
    return steps;
  }

  private static List<Long> upTo(long last) {
    return Stream.iterate(0L, step -> step <= last, step -> step + 1).toList();
  }

  private static Path queueFile(Path journal) throws IOException {
    try (Stream<Path> files = Files.list(journal.resolve("spirals-1"))) {
      return files.filter(file -> file.toString().endsWith(".cq4")).findFirst().orElseThrow();
    }
  }
}
