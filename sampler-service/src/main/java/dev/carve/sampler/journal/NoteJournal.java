package dev.carve.sampler.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;

/// The appender of one run's notes, which lie in a queue of their own beside its snapshots.
///
/// A note that was appended before is left out, across restarts too: events by partition and
/// offset, metrics by their examples and steps. After an exception it is to be closed, and may be
/// opened again later. Owned by one thread at a time.
public final class NoteJournal implements AutoCloseable {
  static final int EXCERPT_BYTES = 16 << 10;
  private static final int CYCLE_MS = ChronicleQueues.ROLL_CYCLE.lengthInMillis();

  private final String run;
  private final InstantSource clock;
  private final AppenderLock lock;
  private final SingleChronicleQueue queue;
  private final ExcerptAppender appender;
  private final EntryBuffer buffer = new EntryBuffer(1024);
  private long cycleTimeMs;
  private NotePosition position;

  private NoteJournal(
      String run, Path directory, Restored restored, AppenderLock lock, InstantSource clock) {
    this.run = run;
    this.clock = clock;
    this.lock = lock;
    this.position = restored.position();
    this.cycleTimeMs = (long) restored.cycle() * CYCLE_MS;
    this.queue = ChronicleQueues.openToAppend(directory, EXCERPT_BYTES, () -> cycleTimeMs);
    this.appender = queue.createAppender();
    appender.singleThreadedCheckDisabled(true);
  }

  /// Where a journal's notes end.
  private record Restored(NotePosition position, int cycle) {}

  /// Opens a run's notes, or begins them.
  ///
  /// @param journal the directory of all journals
  /// @param run the run's name
  /// @param clock tells which day's file to append to
  /// @return the appender, to be closed
  /// @throws JournalUnavailableException if they are damaged, or another appender has them
  public static NoteJournal open(Path journal, String run, InstantSource clock) {
    Path runDirectory = RunDirectory.of(journal, run);
    Path directory = NoteTailer.directory(runDirectory);
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new JournalUnavailableException("could not begin the notes: directory=" + directory, e);
    }
    AppenderLock lock = AppenderLock.acquire(directory);
    try {
      return new NoteJournal(run, directory, restore(runDirectory), lock, clock);
    } catch (RuntimeException | InternalError e) {
      lock.close();
      throw e instanceof JournalUnavailableException unavailable
          ? unavailable
          : new JournalUnavailableException("could not open the notes: directory=" + directory, e);
    }
  }

  private static Restored restore(Path runDirectory) {
    if (!NoteTailer.exists(runDirectory)) {
      return new Restored(NotePosition.NONE, 0);
    }
    try (NoteTailer tailer = new NoteTailer(runDirectory)) {
      int[] cycles = QueueTailer.cycles(NoteTailer.directory(runDirectory));
      return new Restored(tailer.end(), cycles.length == 0 ? 0 : cycles[cycles.length - 1]);
    }
  }

  /// Appends a note, unless it is there already.
  ///
  /// @param note of this run
  /// @return false for a duplicate
  /// @throws JournalUnavailableException if the queue fails
  public boolean append(RunNote note) {
    if (position.covers(note)) {
      return false;
    }
    NotePosition next = position.with(note);
    NoteCodec.write(note, next, buffer);
    cycleTimeMs = Math.max(cycleTimeMs, clock.millis());
    Bytes<byte[]> excerpt = Bytes.wrapForRead(buffer.array());
    excerpt.readLimit(buffer.position());
    try {
      appender.writeBytes(excerpt);
    } catch (RuntimeException | InternalError e) {
      throw new JournalUnavailableException(
          "could not append to the notes: run=%s".formatted(run), e);
    }
    position = next;
    return true;
  }

  /// Closes the queue; another appender may open it then.
  @Override
  public void close() {
    try {
      appender.close();
      queue.close();
    } finally {
      lock.close();
    }
  }
}
