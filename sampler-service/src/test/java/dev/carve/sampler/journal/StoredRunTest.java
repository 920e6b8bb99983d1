package dev.carve.sampler.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.TrainingMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reads what earlier versions stored: the first versions of entries, notes, exported runs and
/// checkpoints, written by {@link StoredRunWriter}.
class StoredRunTest {
  private static final String RUN = "spirals-1";

  @TempDir private Path directory;

  @AfterEach
  void shouldLeaveNothingOpen() {
    OpenResources.assertNone();
  }

  @Test
  void shouldReadARunThatVersion1Exported() throws IOException {
    Path file = stored("run-1.carve");

    RunImport.Imported imported = RunImport.read(directory, file, Optional.empty(), _ -> {});

    assertThat(imported).isEqualTo(new RunImport.Imported(RUN, 12, 0, 14));
    List<JournalEntry> entries = entries();
    assertThat(entries)
        .extracting(JournalEntry::step)
        .isEqualTo(LongStream.range(0, 12).boxed().toList());
    JournalEntry seventh = entries.get(7);
    assertThat(seventh.snapshot().model()).isEqualTo("spirals");
    assertThat(seventh.snapshot().inputOffset()).isEqualTo(1_007);
    assertThat(seventh.snapshot().examplesSeen()).isEqualTo(224);
    assertThat(seventh.snapshot().time()).isEqualTo("2026-03-01T12:00:00.350Z");
    assertThat(seventh.snapshot().learningRate()).isEqualTo(0.05);
    assertThat(seventh.snapshot().parameters().length()).isEqualTo(114);
    assertThat(seventh.snapshot().recentExamples().size()).isEqualTo(78);
    assertThat(seventh.plane().uName()).isEqualTo("x");
    try (RunLibrary library = new RunLibrary(directory, Clock.systemUTC())) {
      assertThat(library.events(RUN))
          .extracting(ModelEvent::text)
          .containsExactly("DRIFT at step 0", "DRIFT at step 6");
      assertThat(library.metrics(RUN, 100))
          .extracting(TrainingMetrics::step)
          .isEqualTo(LongStream.range(0, 12).map(step -> 10 * step).boxed().toList());
    }
  }

  @Test
  void shouldWriteTheSameBytesAgain() throws IOException {
    Path file = stored("run-1.carve");
    RunImport.read(directory, file, Optional.empty(), _ -> {});
    Path again = directory.resolve("again.carve");

    RunExport.export(directory, RUN, again, _ -> {});

    assertThat(again).hasSameBinaryContentAs(file);
  }

  @Test
  void shouldReadACheckpointOfVersion1() throws IOException {
    Files.copy(stored("checkpoint-1"), directory.resolve("index.checkpoint"));

    RunIndex index = RunCheckpoint.read(directory).orElseThrow();

    RunIndex.Extent extent = index.extent().orElseThrow();
    assertThat(extent.snapshots()).isEqualTo(12);
    assertThat(extent.model()).isEqualTo("spirals");
    assertThat(index.history().points(100))
        .extracting(HistoryPoint::step)
        .isEqualTo(LongStream.range(0, 12).boxed().toList());
  }

  private Path stored(String name) throws IOException {
    Path file = directory.resolve(name + ".stored");
    try (InputStream bytes = StoredRunTest.class.getResourceAsStream("/stored/" + name)) {
      Files.copy(Objects.requireNonNull(bytes), file);
    }
    return file;
  }

  private List<JournalEntry> entries() {
    List<JournalEntry> entries = new ArrayList<>();
    try (RunReader reader = RunReader.open(directory, RUN)) {
      for (var entry = reader.at(0); entry.isPresent(); entry = reader.next()) {
        entries.add(entry.get());
      }
    }
    return entries;
  }
}
