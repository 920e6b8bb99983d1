package dev.carve.sampler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carve.core.event.Lineage;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.sampler.Notes;
import dev.carve.sampler.Snapshots;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Takes runs out of one journal and into another.
class RunFileTest {
  private static final long SEED = 20260303;
  private static final String RUN = "spirals-1";

  @TempDir private Path directory;
  private Path journal = Path.of("");
  private Path other = Path.of("");
  private Path file = Path.of("");
  private final Snapshots snapshots = Snapshots.of("spirals", RUN, 2);
  private final Notes notes = Notes.of("spirals", RUN);
  private Instant now = Snapshots.BEGIN;

  @BeforeEach
  void nameDirectories() {
    journal = directory.resolve("journal");
    other = directory.resolve("other");
    file = directory.resolve("run.carve");
  }

  @AfterEach
  void shouldLeaveNothingOpen() {
    OpenResources.assertNone();
  }

  @Test
  void shouldBringAllEntriesAndNotesToAnotherJournal() throws IOException {
    appendTwoDays();

    RunExport.Exported exported = RunExport.export(journal, RUN, file, _ -> {});
    RunImport.Imported imported = RunImport.read(other, file, Optional.empty(), _ -> {});

    assertThat(exported).isEqualTo(new RunExport.Exported(600, 0, 102, Files.size(file)));
    assertThat(imported).isEqualTo(new RunImport.Imported(RUN, 600, 0, 102));
    assertThat(entries(other, RUN)).isEqualTo(entries(journal, RUN));
    assertThat(RunVerification.verify(other, RUN, _ -> {}).damage()).isEmpty();
    try (RunLibrary from = new RunLibrary(journal, Clock.systemUTC());
        RunLibrary to = new RunLibrary(other, Clock.systemUTC())) {
      assertThat(to.find(RUN)).isEqualTo(from.find(RUN));
      assertThat(to.history(RUN, 100)).isEqualTo(from.history(RUN, 100));
      assertThat(to.events(RUN)).isEqualTo(from.events(RUN)).hasSize(2);
      assertThat(to.metrics(RUN, 1_000)).isEqualTo(from.metrics(RUN, 1_000)).hasSize(100);
    }
    Path again = directory.resolve("again.carve");
    RunExport.export(other, RUN, again, _ -> {});
    assertThat(again).hasSameBinaryContentAs(file);
  }

  @Test
  void shouldTakeAlongWhatPeopleWrote() throws IOException {
    appendTwoDays();
    RunDescription words = new RunDescription("The first", List.of("good", "ä"), "It took long.");
    try (RunLibrary from = new RunLibrary(journal, Clock.systemUTC())) {
      from.describe(RUN, _ -> words);
    }

    RunExport.export(journal, RUN, file, _ -> {});
    RunImport.read(other, file, Optional.empty(), _ -> {});

    try (RunLibrary to = new RunLibrary(other, Clock.systemUTC())) {
      assertThat(to.find(RUN).map(RunSummary::description)).contains(words);
    }
  }

  @Test
  void shouldGiveAnotherName() throws IOException {
    appendTwoDays();
    Lineage lineage = new Lineage("spirals-0", 17, "circles");
    try (NoteJournal appender = NoteJournal.open(journal, RUN, () -> now)) {
      appender.append(new RunNote.Happened(0, 2, forked(lineage)));
    }
    RunExport.export(journal, RUN, file, _ -> {});

    RunImport.read(journal, file, Optional.of("a copy/of it"), _ -> {});

    List<JournalEntry> copied = entries(journal, "a copy/of it");
    List<JournalEntry> originals = entries(journal, RUN);
    assertThat(copied).hasSameSizeAs(originals);
    for (int i = 0; i < copied.size(); i++) {
      assertThat(copied.get(i).snapshot().run()).isEqualTo("a copy/of it");
      assertThat(copied.get(i).snapshot().parameters())
          .isEqualTo(originals.get(i).snapshot().parameters());
      assertThat(copied.get(i).snapshot().recentExamples())
          .isEqualTo(originals.get(i).snapshot().recentExamples());
      assertThat(copied.get(i).snapshot().continuation())
          .isEqualTo(originals.get(i).snapshot().continuation());
      assertThat(copied.get(i).snapshot().lineage()).isEqualTo(lineage);
    }
    try (RunLibrary library = new RunLibrary(journal, Clock.systemUTC())) {
      assertThat(library.events("a copy/of it"))
          .extracting(ModelEvent::run)
          .containsOnly("a copy/of it");
      assertThat(library.events("a copy/of it").getLast().lineage()).isEqualTo(lineage);
    }
  }

  private ModelEvent forked(Lineage lineage) {
    ModelEvent event = notes.event(600, ModelEvent.Type.FORKED);
    return new ModelEvent(
        event.model(),
        event.run(),
        event.step(),
        event.type(),
        event.text(),
        event.time(),
        event.commandId(),
        event.spec(),
        lineage);
  }

  @Test
  void shouldGoOnWithAnImportedRun() throws IOException {
    appendTwoDays();
    RunExport.export(journal, RUN, file, _ -> {});
    RunImport.read(other, file, Optional.empty(), _ -> {});

    try (RunJournal appender = RunJournal.open(other, snapshots.at(599), () -> now)) {
      assertThat(appender.last().map(JournalEntry::step)).contains(599L);
      append(appender, 600);
    }
    assertThat(entries(other, RUN)).hasSize(601);
  }

  @Test
  void shouldReplaceNoRun() throws IOException {
    appendTwoDays();
    RunExport.export(journal, RUN, file, _ -> {});

    assertThatExceptionOfType(RunExistsException.class)
        .isThrownBy(() -> RunImport.read(journal, file, Optional.empty(), _ -> {}))
        .withMessage("the journal must not hold the run yet: run=spirals-1");
    assertThat(entries(journal, RUN)).hasSize(600);
  }

  @Test
  void shouldRefuseADamagedFileAndLeaveNothing() throws IOException {
    appendTwoDays();
    RunExport.export(journal, RUN, file, _ -> {});
    byte[] sound = Files.readAllBytes(file);
    Random random = new Random(SEED);
    for (int i = 0; i < 60; i++) {
      byte[] damaged =
          i % 3 == 0
              ? Arrays.copyOf(sound, random.nextInt(sound.length))
              : i % 3 == 1 ? Arrays.copyOf(sound, sound.length + 1 + i) : sound.clone();
      if (i % 3 == 2) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, damaged);

      assertThatExceptionOfType(InvalidRunFileException.class)
          .as("seed=%d, i=%d", SEED, i)
          .isThrownBy(() -> RunImport.read(other, file, Optional.empty(), _ -> {}));
      assertThat(list(other)).isEmpty();
    }
  }

  @Test
  void shouldExportWhatIsLeftOfADamagedRun() throws IOException {
    appendTwoDays();
    Path queue = RunDirectory.of(journal, RUN);
    Path day = QueueTailer.file(queue, QueueTailer.cycles(queue)[0]);
    byte[] bytes = Files.readAllBytes(day);
    bytes[indexOf(bytes, snapshots.at(150))] ^= 1;
    Files.write(day, bytes);

    assertThat(RunExport.export(journal, RUN, file, _ -> {}).lost()).isEqualTo(1);
    RunImport.Imported imported = RunImport.read(other, file, Optional.empty(), _ -> {});

    assertThat(imported).isEqualTo(new RunImport.Imported(RUN, 599, 1, 102));
    assertThat(entries(other, RUN)).isEqualTo(entries(journal, RUN)).hasSize(599);
  }

  @Test
  void shouldRemoveWhatAKilledImportLeft() throws IOException {
    appendTwoDays();
    RunExport.export(journal, RUN, file, _ -> {});
    Path left = Files.createDirectories(other.resolve(".unfinished-abc").resolve("notes"));
    Files.write(left.resolve("20260301F.cq4"), new byte[10]);

    RunImport.read(other, file, Optional.empty(), _ -> {});

    assertThat(list(other)).containsExactly(other.resolve(RUN));
  }

  @Test
  void shouldDeleteARunThatNobodyWritesOrReads() throws IOException {
    appendTwoDays();
    try (RunJournal appender = RunJournal.open(journal, snapshots.at(0), () -> now)) {
      assertThat(appender.last()).isPresent();
      assertThatExceptionOfType(JournalUnavailableException.class)
          .isThrownBy(() -> RunDeletion.delete(journal, RUN))
          .withMessageStartingWith("a journal must have one appender");
    }
    try (RunReader reader = RunReader.open(journal, RUN)) {
      assertThat(reader.last()).isPresent();
      assertThatExceptionOfType(JournalUnavailableException.class)
          .isThrownBy(() -> RunDeletion.delete(journal, RUN))
          .withMessageStartingWith("a run must have no reader");
    }
    try (RunLibrary library = new RunLibrary(journal, Clock.systemUTC())) {
      assertThat(library.runs()).hasSize(1);

      RunDeletion.delete(journal, RUN);

      assertThat(library.runs()).isEmpty();
    }
    assertThat(list(journal)).isEmpty();
    assertThatExceptionOfType(NoSuchRunException.class)
        .isThrownBy(() -> RunDeletion.delete(journal, RUN));
  }

  private static List<Path> list(Path journal) throws IOException {
    if (!Files.exists(journal)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(journal)) {
      return files.toList();
    }
  }

  private void appendTwoDays() {
    for (int day = 0; day < 2; day++) {
      try (RunJournal appender = RunJournal.open(journal, snapshots.at(300L * day), () -> now);
          NoteJournal noteAppender = NoteJournal.open(journal, RUN, () -> now)) {
        for (int i = 0; i < 300; i++) {
          append(appender, 300L * day + i);
        }
        for (int i = 0; i < 50; i++) {
          noteAppender.append(new RunNote.Measured(notes.metrics(50L * day + i)));
        }
        noteAppender.append(
            new RunNote.Happened(0, day, notes.event(300L * day, ModelEvent.Type.DRIFT)));
      }
      now = now.plus(Duration.ofDays(3));
    }
  }

  private static int indexOf(byte[] bytes, ParameterSnapshot snapshot) {
    byte[] sought = new byte[16];
    float[] parameters = snapshot.parameters().array();
    ByteBuffer.wrap(sought).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(parameters, 0, 4);
    int at = 0;
    while (ByteBuffer.wrap(bytes, at, 16).compareTo(ByteBuffer.wrap(sought)) != 0) {
      at++;
    }
    return at;
  }

  private void append(RunJournal appender, long step) {
    ParameterSnapshot snapshot = Snapshots.toGoOnFrom(snapshots.at(step));
    assertThat(appender.append(snapshot, Snapshots.plane(snapshot))).isPresent();
  }

  private static List<JournalEntry> entries(Path journal, String run) {
    List<JournalEntry> entries = new ArrayList<>();
    try (RunReader reader = RunReader.open(journal, run)) {
      for (var entry = reader.at(0); entry.isPresent(); entry = reader.next()) {
        entries.add(entry.get());
      }
    }
    return entries;
  }
}
