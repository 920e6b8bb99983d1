package dev.carve.sampler.journal;

import dev.carve.core.event.MalformedEventException;
import java.nio.file.Path;
import java.util.Optional;

/// A tailer over the queue of one run's notes.
///
/// Excerpts that are no notes or fail their checksum are passed over and counted. Owned by one
/// thread at a time.
final class NoteTailer implements AutoCloseable {
  private final RunLease lease;
  private final QueueTailer tailer;
  private final EntryBuffer buffer = new EntryBuffer(1024);
  private long damaged;

  /// Opens a run's notes.
  ///
  /// @param runDirectory the run's directory
  /// @throws JournalUnavailableException if their queue is damaged
  NoteTailer(Path runDirectory) {
    this.lease = RunLease.share(runDirectory);
    try {
      this.tailer = QueueTailer.open(directory(runDirectory));
    } catch (JournalUnavailableException e) {
      lease.close();
      throw e;
    }
    tailer.moveToStart();
  }

  static Path directory(Path runDirectory) {
    return runDirectory.resolve("notes");
  }

  /// Whether a run has notes.
  static boolean exists(Path runDirectory) {
    return RunReader.exists(directory(runDirectory));
  }

  /// How far a run's notes reach: what its last intact note says.
  NotePosition end() {
    int[] cycles = tailer.cycles();
    for (int i = cycles.length - 1; i >= 0; i--) {
      long last = tailer.lastIndexOf(cycles[i]);
      for (long sequence = QueueTailer.sequence(last); last >= 0 && sequence >= 0; sequence--) {
        if (tailer.moveTo(QueueTailer.index(cycles[i], sequence))) {
          Optional<NoteCodec.Raw> note = readIntact();
          if (note.isPresent()) {
            return note.get().position();
          }
        }
      }
    }
    return NotePosition.NONE;
  }

  private Optional<NoteCodec.Raw> readIntact() {
    if (tailer.copyNext(buffer, Integer.MAX_VALUE) < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(NoteCodec.read(buffer));
    } catch (MalformedEventException e) {
      return Optional.empty();
    }
  }

  /// Moves so that the metrics of a step, and whatever comes before the next ones, are read next.
  ///
  /// Steps never fall from note to note and from file to file, so that both are searched by
  /// halving.
  void moveToStep(long step) {
    int[] cycles = tailer.cycles();
    int low = 0;
    int high = cycles.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (stepAt(QueueTailer.index(cycles[middle], 0)) < step) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == 0) {
      tailer.moveToStart();
    } else {
      tailer.moveTo(lastBefore(step, cycles[low - 1]));
    }
  }

  /// The last index of a day whose note comes before a step.
  private long lastBefore(long step, int cycle) {
    long low = QueueTailer.index(cycle, 0);
    long high = tailer.lastIndexOf(cycle) + 1;
    while (low + 1 < high) {
      long middle = (low + high) >>> 1;
      if (stepAt(middle) < step) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long stepAt(long index) {
    return moveTo(index) ? next().map(note -> note.position().step()).orElse(Long.MAX_VALUE) : -1;
  }

  /// Moves so that the note at `index` is read next.
  ///
  /// @return false if there is none
  boolean moveTo(long index) {
    return tailer.moveTo(index);
  }

  /// Moves so that what follows the excerpt at `index` is read next.
  void moveBehind(long index) {
    if (tailer.moveTo(index)) {
      tailer.copyNext(buffer, 0);
    }
  }

  /// The next note.
  ///
  /// @return empty if there is none yet; asking again later is fine
  Optional<NoteCodec.Raw> next() {
    while (tailer.copyNext(buffer, Integer.MAX_VALUE) >= 0) {
      try {
        return Optional.of(NoteCodec.read(buffer));
      } catch (MalformedEventException e) {
        damaged++;
      }
    }
    return Optional.empty();
  }

  /// The excerpt that was read last, as it is.
  EntryBuffer excerpt() {
    return buffer;
  }

  /// Index of the excerpt that was read last.
  long lastReadIndex() {
    return tailer.lastReadIndex();
  }

  /// How many excerpts were passed over.
  long damaged() {
    return damaged;
  }

  @Override
  public void close() {
    try {
      tailer.close();
    } finally {
      lease.close();
    }
  }
}
