package dev.carve.sampler.journal;

import dev.carve.core.event.MalformedEventException;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.TrainingMetrics;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import org.jspecify.annotations.Nullable;

/// Makes a run of a file that {@link RunExport} wrote.
///
/// The run is put together and examined beside the others, and appears under its name when it is
/// whole; if anything goes wrong, nothing is left.
public final class RunImport {
  private static final int BUFFER = 1 << 20;
  private static final int CYCLE_MS = ChronicleQueues.ROLL_CYCLE.lengthInMillis();
  private static final long NOTE_BYTES = 16 << 10;
  private static final byte[] LOST_EXCERPT = {0};

  /// What was imported.
  ///
  /// @param run the name that it has now
  /// @param entries snapshots
  /// @param lost snapshots that were lost before the export
  /// @param notes events and metrics
  public record Imported(String run, long entries, long lost, long notes) {}

  private final RunFile.Reader file;
  private final Path directory;
  private final String name;
  private final boolean renames;
  private final LongConsumer progress;
  private final EntryBuffer buffer = new EntryBuffer(4096);
  private long entries;
  private long lost;
  private long notes;

  private RunImport(
      RunFile.Reader file, Path directory, String name, boolean renames, LongConsumer progress) {
    this.file = file;
    this.directory = directory;
    this.name = name;
    this.renames = renames;
    this.progress = progress;
  }

  /// Imports a run.
  ///
  /// @param journal the directory of all journals, created if there is none
  /// @param from the file
  /// @param as another name for it, or empty
  /// @param progress is told now and then how many bytes were read
  /// @return what was imported
  /// @throws InvalidRunFileException if the file is no exported run, or damaged
  /// @throws RunExistsException if the journal holds a run of this name
  /// @throws IOException if the file cannot be read
  public static Imported read(Path journal, Path from, Optional<String> as, LongConsumer progress)
      throws IOException {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(from), BUFFER);
        DataInputStream in = new DataInputStream(bytes)) {
      RunFile.Reader file = new RunFile.Reader(in);
      if (file.next().orElse(0) != RunFile.RUN) {
        throw file.damaged("a run must begin with its name");
      }
      String original = file.payload().readText();
      String model = file.payload().readText();
      long excerptBytes = file.payload().readVarint();
      String name = as.orElse(original);
      Path target = RunDirectory.of(journal, name);
      if (!RunDirectory.canName(name) || model.isEmpty()) {
        throw file.damaged("a run must have a name and a model: run=%s".formatted(name));
      }
      if (Files.exists(target)) {
        throw new RunExistsException(name);
      }
      Files.createDirectories(journal);
      try (UnfinishedRun unfinished = UnfinishedRun.begin(journal)) {
        RunImport importing =
            new RunImport(file, unfinished.directory(), name, !name.equals(original), progress);
        importing.readAll(excerptBytes);
        importing.verify();
        unfinished.finish(target, name);
        return new Imported(name, importing.entries, importing.lost, importing.notes);
      }
    } catch (MalformedEventException e) {
      throw new InvalidRunFileException(String.valueOf(e.getMessage()));
    }
  }

  private void readAll(long excerptBytes) throws IOException {
    try (Appending to = new Appending(directory, excerptBytes);
        NoteAppending noteTo = new NoteAppending(NoteTailer.directory(directory))) {
      for (Optional<Integer> kind = file.next(); kind.isPresent(); kind = file.next()) {
        switch (kind.get()) {
          case RunFile.DESCRIPTION -> RunDescriptionFile.write(directory, description());
          case RunFile.DAY -> to.day(file.payload().readVarint());
          case RunFile.ENTRY -> {
            to.append(renamedEntry());
            entries++;
          }
          case RunFile.LOST -> {
            to.appendLost();
            lost++;
          }
          case RunFile.NOTE_DAY -> noteTo.queue().day(file.payload().readVarint());
          case RunFile.NOTE -> {
            noteTo.queue().append(renamedNote());
            notes++;
          }
          case RunFile.END -> {
            end();
            return;
          }
          default -> throw file.damaged("the kind of a record must be known: kind=" + kind.get());
        }
        progress.accept(file.position());
      }
    }
    throw file.damaged("the file must have an end");
  }

  private RunDescription description() {
    EntryBuffer payload = file.payload();
    String said = payload.readText();
    List<String> tags = new ArrayList<>();
    int size = payload.readLength();
    for (int i = 0; i < size; i++) {
      tags.add(payload.readText());
    }
    try {
      return new RunDescription(said, tags, payload.readText());
    } catch (IllegalArgumentException e) {
      throw file.damaged("a description must keep its limits: " + e.getMessage());
    }
  }

  private void end() throws IOException {
    EntryBuffer payload = file.payload();
    long saidEntries = payload.readVarint();
    long saidLost = payload.readVarint();
    long saidNotes = payload.readVarint();
    if (saidEntries != entries || saidLost != lost || saidNotes != notes) {
      throw file.damaged(
          "the file must hold what its end says: entries=%d of %d, lost=%d of %d, notes=%d of %d"
              .formatted(entries, saidEntries, lost, saidLost, notes, saidNotes));
    }
    if (file.next().isPresent()) {
      throw file.damaged("nothing must follow the end");
    }
  }

  private void verify() {
    RunCondition condition = RunVerification.verify(directory, name);
    long lostNow = entries + lost - condition.entries();
    if (condition.notes() != notes || (lost == 0 && lostNow > 0) || condition.entries() == 0) {
      throw new InvalidRunFileException(
          "its entries must be readable: entries=%d of %d, notes=%d of %d, first mistake=%s"
              .formatted(
                  condition.entries(),
                  entries,
                  condition.notes(),
                  notes,
                  condition.damage().isEmpty() ? "none" : condition.damage().getFirst().what()));
    }
  }

  /* Only key entries name the run. */
  private EntryBuffer renamedEntry() {
    EntryBuffer entry = file.payload();
    if (!EntryCodec.isIntact(entry)) {
      throw file.damaged("the checksum of an entry must hold");
    }
    if (!renames) {
      return entry;
    }
    EntryBuffer copy = buffer;
    System.arraycopy(entry.array(), 0, copy.accept(entry.limit()), 0, entry.limit());
    EntryCodec.Head head = EntryCodec.readHead(copy);
    if (!head.isKey()) {
      return entry;
    }
    KeyEntry key = EntryCodec.readKey(head, copy);
    var snapshot = EntryCodec.readTensors(key, head, key.facts(), copy);
    EntryBuffer renamed = new EntryBuffer(entry.limit() + name.length() + 16);
    EntryCodec.writeKey(key.named(name), snapshot, snapshot.recentExamples(), renamed);
    return renamed.written();
  }

  private EntryBuffer renamedNote() {
    EntryBuffer note = file.payload();
    if (!renames) {
      return note;
    }
    NoteCodec.Raw raw = NoteCodec.read(note);
    EntryBuffer renamed = new EntryBuffer(1024);
    NoteCodec.write(renamed(raw.decode()), raw.position(), renamed);
    return renamed.written();
  }

  private RunNote renamed(RunNote note) {
    return switch (note) {
      case RunNote.Happened(int partition, long offset, ModelEvent event) ->
          new RunNote.Happened(
              partition,
              offset,
              new ModelEvent(
                  event.model(),
                  name,
                  event.step(),
                  event.type(),
                  event.text(),
                  event.time(),
                  event.commandId(),
                  event.spec(),
                  event.lineage()));
      case RunNote.Measured(TrainingMetrics metrics) ->
          new RunNote.Measured(
              new TrainingMetrics(
                  metrics.model(),
                  name,
                  metrics.step(),
                  metrics.examplesSeen(),
                  metrics.time(),
                  metrics.stepsPerSecond(),
                  metrics.learningRate(),
                  metrics.gradientNorm(),
                  metrics.fading(),
                  metrics.window(),
                  metrics.windowSize(),
                  metrics.overall(),
                  metrics.confusion(),
                  metrics.state(),
                  metrics.endOfInput()));
    };
  }

  /// Appends excerpts as they are, day by day.
  private static final class Appending implements AutoCloseable {
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private long timeMs = -1;

    Appending(Path directory, long excerptBytes) throws IOException {
      Files.createDirectories(directory);
      long bytes = Math.clamp(excerptBytes, 1, ChronicleQueues.LARGEST_EXCERPT);
      queue = ChronicleQueues.openToAppend(directory, bytes, () -> timeMs);
      appender = queue.createAppender();
    }

    void day(long day) {
      long next = Math.multiplyExact(day, (long) CYCLE_MS);
      if (next <= timeMs) {
        throw new InvalidRunFileException("days must grow: day=" + day);
      }
      timeMs = next;
    }

    void append(EntryBuffer excerpt) {
      append(excerpt.array(), excerpt.limit());
    }

    void appendLost() {
      append(LOST_EXCERPT, LOST_EXCERPT.length);
    }

    private void append(byte[] excerpt, int length) {
      if (timeMs < 0) {
        throw new InvalidRunFileException("a day must come before its entries");
      }
      Bytes<byte[]> bytes = Bytes.wrapForRead(excerpt);
      bytes.readLimit(length);
      appender.writeBytes(bytes);
    }

    @Override
    public void close() {
      appender.close();
      queue.close();
    }
  }

  /// The queue of notes, which is begun with the first one.
  private static final class NoteAppending implements AutoCloseable {
    private final Path directory;
    private @Nullable Appending begun;

    NoteAppending(Path directory) {
      this.directory = directory;
    }

    Appending queue() throws IOException {
      Appending queue = begun;
      if (queue == null) {
        queue = new Appending(directory, NOTE_BYTES);
        begun = queue;
      }
      return queue;
    }

    @Override
    public void close() {
      if (begun != null) {
        begun.close();
      }
    }
  }
}
