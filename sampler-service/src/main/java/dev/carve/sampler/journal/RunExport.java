package dev.carve.sampler.journal;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Writes a run into one file, {@link RunFile}.
///
/// The file appears under its name when it is whole and on the disk. Entries that are damaged are
/// left out and counted.
public final class RunExport {
  private static final int BUFFER = 1 << 20;
  private static final int PORTION = 256 << 10;
  private static final int PROGRESS_INTERVAL = 4096;

  /// What was written.
  ///
  /// @param entries snapshots
  /// @param lost snapshots that could not be read
  /// @param notes events and metrics
  /// @param bytes of the file
  public record Exported(long entries, long lost, long notes, long bytes) {}

  private final Path directory;
  private final LongConsumer progress;
  private final EntryBuffer payload = new EntryBuffer(256);
  private final EntryBuffer excerpt = new EntryBuffer(4096);
  private long entries;
  private long lost;
  private long notes;

  private RunExport(Path directory, LongConsumer progress) {
    this.directory = directory;
    this.progress = progress;
  }

  /// Exports a run.
  ///
  /// @param journal the directory of all journals
  /// @param run the run's name
  /// @param file where to, replaced if it exists
  /// @param progress is told now and then how many snapshots and notes were written
  /// @return what was written
  /// @throws NoSuchRunException if the journal does not hold it
  /// @throws JournalUnavailableException if its queue is damaged so that it cannot be read on
  /// @throws IOException if the file cannot be written
  public static Exported export(Path journal, String run, Path file, LongConsumer progress)
      throws IOException {
    Path directory = RunDirectory.of(journal, run);
    if (!RunReader.exists(directory)) {
      throw new NoSuchRunException(run);
    }
    return new RunExport(directory, progress).export(run, file);
  }

  /// Writes a run into a stream, which the caller closes. What was written before a failure is no
  /// run: it lacks its end.
  ///
  /// @param journal the directory of all journals
  /// @param run the run's name
  /// @param out takes the bytes of the file, in large portions
  /// @throws NoSuchRunException if the journal does not hold it
  /// @throws JournalUnavailableException if its queue is damaged so that it cannot be read on
  /// @throws IOException if the stream takes no more
  public static void export(Path journal, String run, OutputStream out) throws IOException {
    Path directory = RunDirectory.of(journal, run);
    if (!RunReader.exists(directory)) {
      throw new NoSuchRunException(run);
    }
    DataOutputStream buffered = new DataOutputStream(new BufferedOutputStream(out, PORTION));
    new RunExport(directory, _ -> {}).write(run, new RunFile.Writer(buffered));
    buffered.flush();
  }

  private Exported export(String run, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (FileChannel channel =
              FileChannel.open(
                  part,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.TRUNCATE_EXISTING);
          OutputStream bytes = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
          DataOutputStream out = new DataOutputStream(bytes)) {
        write(run, new RunFile.Writer(out));
        out.flush();
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    return new Exported(entries, lost, notes, Files.size(file));
  }

  private void write(String run, RunFile.Writer out) throws IOException {
    try (EntryTailer tailer = new EntryTailer(directory)) {
      tailer.moveToStart();
      writeStart(run, tailer, out);
      tailer.moveToStart();
      writeEntries(tailer, out);
    }
    if (NoteTailer.exists(directory)) {
      try (NoteTailer tailer = new NoteTailer(directory)) {
        writeNotes(tailer, out);
      }
    }
    payload.clear();
    payload.writeVarint(entries);
    payload.writeVarint(lost);
    payload.writeVarint(notes);
    out.write(RunFile.END, payload);
  }

  private void writeStart(String run, EntryTailer tailer, RunFile.Writer out) throws IOException {
    Optional<EntryTailer.Entry> first = tailer.next();
    payload.clear();
    payload.writeText(run);
    payload.writeText(first.map(entry -> entry.key().model()).orElse(""));
    payload.writeVarint(first.map(entry -> RunJournal.largestExcerpt(entry.snapshot())).orElse(0L));
    out.write(RunFile.RUN, payload);
    RunDescription description = RunDescriptionFile.read(directory);
    if (!description.equals(RunDescription.none())) {
      writeDescription(description, out);
    }
  }

  private void writeDescription(RunDescription description, RunFile.Writer out) throws IOException {
    payload.clear();
    payload.writeText(description.name());
    payload.writeVarint(description.tags().size());
    description.tags().forEach(payload::writeText);
    payload.writeText(description.note());
    out.write(RunFile.DESCRIPTION, payload);
  }

  private void writeEntries(EntryTailer tailer, RunFile.Writer out) throws IOException {
    int day = -1;
    while (tailer.copyNext(excerpt) >= 0) {
      int cycle = QueueTailer.cycle(tailer.lastReadIndex());
      if (cycle != day) {
        day = cycle;
        writeDay(RunFile.DAY, day, out);
      }
      if (EntryCodec.isIntact(excerpt)) {
        out.write(RunFile.ENTRY, excerpt.array(), excerpt.limit());
        entries++;
      } else {
        out.write(RunFile.LOST, new byte[0], 0);
        lost++;
      }
      tellProgress();
    }
  }

  private void writeNotes(NoteTailer tailer, RunFile.Writer out) throws IOException {
    int day = -1;
    for (var next = tailer.next(); next.isPresent(); next = tailer.next()) {
      int cycle = QueueTailer.cycle(tailer.lastReadIndex());
      if (cycle != day) {
        day = cycle;
        writeDay(RunFile.NOTE_DAY, day, out);
      }
      EntryBuffer note = tailer.excerpt();
      out.write(RunFile.NOTE, note.array(), note.limit());
      notes++;
      tellProgress();
    }
  }

  private void writeDay(int kind, int day, RunFile.Writer out) throws IOException {
    payload.clear();
    payload.writeVarint(day);
    out.write(kind, payload);
  }

  private void tellProgress() {
    long written = entries + lost + notes;
    if (written % PROGRESS_INTERVAL == 0) {
      progress.accept(written);
    }
  }
}
