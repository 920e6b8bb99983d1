package dev.carve.sampler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.sampler.Notes;
import dev.carve.sampler.Snapshots;
import dev.carve.sampler.journal.RunCondition.Damage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunVerificationTest {
  private static final String RUN = "spirals-1";

  @TempDir private Path directory;
  private final Snapshots snapshots = Snapshots.of("spirals", RUN, 2);
  private Instant now = Snapshots.BEGIN;

  @AfterEach
  void shouldLeaveNothingOpen() {
    OpenResources.assertNone();
  }

  @Test
  void shouldFindNothingWrongWithASoundRun() {
    appendThreeDays();

    RunCondition condition = verify();

    assertThat(condition.damage()).isEmpty();
    assertThat(condition.entries()).isEqualTo(3_000);
    assertThat(condition.notes()).isEqualTo(3);
    assertThat(condition.firstStep()).isZero();
    assertThat(condition.lastStep()).isEqualTo(29_990);
  }

  @Test
  void shouldSayWhichStepsOfWhichFileAreLost() throws IOException {
    appendThreeDays();
    flip(file(1), position(file(1), 15_000) + 7);

    assertThat(verify().damage())
        .containsExactly(new Damage("20260302F.cq4", "checksum must hold", 1, 14_991, 15_009));
    assertThat(readable()).isEqualTo(2_999);
  }

  @Test
  void shouldSayWhatLeansOnALostKeyEntry() throws IOException {
    appendThreeDays();
    flip(file(1), position(file(1), 10_000) + 7);

    RunCondition condition = verify();

    assertThat(condition.damage()).hasSize(1);
    Damage damage = condition.damage().getFirst();
    assertThat(damage.file()).isEqualTo("20260302F.cq4");
    assertThat(damage.excerpts()).isEqualTo(1_000);
    assertThat(damage.fromStep()).isEqualTo(9_991);
    assertThat(damage.toStep()).isEqualTo(19_999);
    assertThat(readable()).isEqualTo(2_000);
  }

  @Test
  void shouldSayWhatIsBehindALostLength() throws IOException {
    appendThreeDays();
    Path file = file(1);
    int length = lengthBefore(file, position(file, 15_000));
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, length, length + 4, (byte) 0);
    Files.write(file, bytes);

    RunCondition condition = verify();

    assertThat(condition.damage())
        .extracting(Damage::file, Damage::excerpts, Damage::fromStep, Damage::toStep)
        .containsExactly(tuple("20260302F.cq4", 500L, 14_991L, 19_999L));
    assertThat(readable()).isEqualTo(condition.entries()).isEqualTo(2_500);
  }

  @Test
  void shouldSayThatAFileIsLost() throws IOException {
    appendThreeDays();
    Files.write(file(1), new byte[4096]);

    RunCondition condition = verify();

    assertThat(condition.damage())
        .anySatisfy(damage -> {
          assertThat(damage.file()).isEqualTo("20260302F.cq4");
          assertThat(damage.fromStep()).isEqualTo(9_991);
          assertThat(damage.toStep()).isEqualTo(19_999);
        });
    assertThat(condition.entries()).isEqualTo(2_000);
  }

  @Test
  void shouldMissAFileThatWasDeleted() throws IOException {
    appendThreeDays();
    Files.delete(file(1));

    assertThat(verify().damage())
        .containsExactly(
            new Damage(
                "index.checkpoint",
                "the files must hold the entries that the index counts: counted=3000, found=2000",
                0,
                -1,
                -1));
  }

  @Test
  void shouldFindADamagedNoteAndADamagedCheckpoint() throws IOException {
    appendThreeDays();
    Path notes = RunDirectory.of(directory, RUN).resolve("notes");
    Path file = QueueTailer.file(notes, QueueTailer.cycles(notes)[0]);
    String content = Files.readString(file, StandardCharsets.ISO_8859_1);
    flip(file, content.indexOf("DRIFT at step"));
    flip(RunDirectory.of(directory, RUN).resolve("index.checkpoint"), 40);

    assertThat(verify().damage())
        .containsExactly(
            new Damage(
                "index.checkpoint",
                "the checkpoint cannot be read, the next appender replaces it",
                0,
                -1,
                -1),
            new Damage("notes", "checksum must hold", 1, -1, -1));
  }

  @Test
  void shouldFindNothingWrongWithARunThatIsBeingWritten() {
    appendThreeDays();
    try (RunJournal journal = RunJournal.open(directory, snapshots.at(30_000), () -> now)) {
      for (long step = 30_000; step < 30_100; step++) {
        append(journal, step);
        if (step % 10 == 0) {
          assertThat(verify().damage()).isEmpty();
        }
      }
    }
  }

  @Test
  void shouldKnowNoRunThatIsNotThere() {
    assertThatExceptionOfType(NoSuchRunException.class)
        .isThrownBy(() -> RunVerification.verify(directory, "nothing", _ -> {}));
  }

  private RunCondition verify() {
    return RunVerification.verify(directory, RUN, _ -> {});
  }

  private long readable() throws IOException {
    Files.deleteIfExists(RunDirectory.of(directory, RUN).resolve("index.checkpoint"));
    long entries = 0;
    try (RunReader reader = RunReader.open(directory, RUN)) {
      for (var entry = reader.at(0); entry.isPresent(); entry = reader.next()) {
        entries++;
      }
    }
    return entries;
  }

  private void appendThreeDays() {
    Notes notes = Notes.of("spirals", RUN);
    for (int day = 0; day < 3; day++) {
      try (RunJournal journal = RunJournal.open(directory, snapshots.at(10_000L * day), () -> now);
          NoteJournal noteJournal = NoteJournal.open(directory, RUN, () -> now)) {
        for (long step = 0; step < 10_000; step += 10) {
          append(journal, 10_000L * day + step);
        }
        noteJournal.append(
            new RunNote.Happened(0, day, notes.event(10_000L * day, ModelEvent.Type.DRIFT)));
      }
      now = now.plus(Duration.ofDays(1));
    }
  }

  private void append(RunJournal journal, long step) {
    ParameterSnapshot snapshot = snapshots.at(step);
    assertThat(journal.append(snapshot, Snapshots.plane(snapshots.at(0)))).isPresent();
  }

  private Path file(int day) {
    Path run = RunDirectory.of(directory, RUN);
    return QueueTailer.file(run, QueueTailer.cycles(run)[day]);
  }

  private int position(Path file, long step) throws IOException {
    byte[] sought = new byte[16];
    float[] parameters = snapshots.at(step).parameters().array();
    ByteBuffer.wrap(sought).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(parameters, 0, 4);
    byte[] bytes = Files.readAllBytes(file);
    int at = 0;
    while (ByteBuffer.wrap(bytes, at, 16).compareTo(ByteBuffer.wrap(sought)) != 0) {
      at++;
    }
    return at;
  }

  /* An excerpt ends with the parameters, up to three bytes of padding behind; its length stands before it. */
  private int lengthBefore(Path file, int parameters) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int end = parameters + Float.BYTES * snapshots.at(0).parameters().length();
    for (int at = parameters; ; at--) {
      int length = bytes.getInt(at);
      if (length > 0 && length < 4096 && Math.abs(at + 4 + length - end) <= 3) {
        return at;
      }
    }
  }

  private static void flip(Path file, int position) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[position] ^= 4;
    Files.write(file, bytes);
  }
}
