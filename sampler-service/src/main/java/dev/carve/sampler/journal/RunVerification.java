package dev.carve.sampler.journal;

import dev.carve.core.event.MalformedEventException;
import dev.carve.sampler.journal.RunCondition.Damage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Examines a run's journal, every entry of it.
///
/// Each entry's checksum and key entry, the order of the steps, each file's own count of its
/// excerpts, the checkpoint of the index, and every note. What an appender appends meanwhile may or
/// may not be looked at.
public final class RunVerification {
  private static final int PROGRESS_INTERVAL = 4096;

  private final Path directory;
  private final String run;
  private final LongConsumer progress;
  private final List<Damage> damage = new ArrayList<>();
  private long entries;
  private long excerpts;
  private long notes;
  private long firstStep = -1;
  private long lastStep = -1;
  private long checkpointIndex = -1;
  private long excerptsAtCheckpoint = -1;
  private @Nullable Loss loss;

  /// What is being lost in one file since the last intact entry.
  private record Loss(Path file, String what, long excerpts) {}

  private RunVerification(Path directory, String run, LongConsumer progress) {
    this.directory = directory;
    this.run = run;
    this.progress = progress;
  }

  /// Examines a run.
  ///
  /// @param journal the directory of all journals
  /// @param run the run's name
  /// @param progress is told now and then how many snapshots and notes were looked at
  /// @return what was found
  /// @throws NoSuchRunException if the journal does not hold it
  public static RunCondition verify(Path journal, String run, LongConsumer progress) {
    Path directory = RunDirectory.of(journal, run);
    if (!RunReader.exists(directory)) {
      throw new NoSuchRunException(run);
    }
    return new RunVerification(directory, run, progress).verify();
  }

  /// Examines the files of a run that may lie anywhere.
  static RunCondition verify(Path directory, String run) {
    return new RunVerification(directory, run, _ -> {}).verify();
  }

  private RunCondition verify() {
    Optional<RunIndex.Extent> checkpoint = RunCheckpoint.read(directory).flatMap(RunIndex::extent);
    checkpoint.ifPresent(extent -> checkpointIndex = extent.lastIndex());
    for (int cycle : QueueTailer.cycles(directory)) {
      verifyFile(cycle);
    }
    endLoss(Long.MAX_VALUE);
    verifyCheckpoint(checkpoint);
    if (NoteTailer.exists(directory)) {
      verifyNotes();
    }
    return new RunCondition(run, entries, notes, firstStep, lastStep, damage);
  }

  private void verifyFile(int cycle) {
    Path file = QueueTailer.file(directory, cycle);
    long examined = 0;
    try (EntryTailer tailer = new EntryTailer(directory)) {
      long counted = tailer.excerptsOf(cycle);
      if (tailer.moveTo(QueueTailer.index(cycle, 0))) {
        for (var next = tailer.examineNext();
            next.isPresent() && QueueTailer.cycle(next.get().index()) == cycle;
            next = tailer.examineNext()) {
          take(file, next.get());
          examined++;
        }
      } else if (!hasHeader(file)) {
        lose(file, "the file must have a header", 0);
      }
      if (examined < counted) {
        excerpts += counted - examined;
        lose(file, "entries cannot be reached", counted - examined);
      }
    } catch (JournalUnavailableException e) {
      lose(file, "the file cannot be read on: " + cause(e), 0);
    }
  }

  /* A queue's file begins with the length of its header. */
  private static boolean hasHeader(Path file) {
    try (InputStream bytes = Files.newInputStream(file)) {
      for (byte each : bytes.readNBytes(Integer.BYTES)) {
        if (each != 0) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new JournalUnavailableException("could not read the journal: file=" + file, e);
    }
  }

  private static String cause(JournalUnavailableException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.toString();
  }

  private void take(Path file, EntryTailer.Examined examined) {
    excerpts++;
    if (excerpts % PROGRESS_INTERVAL == 0) {
      progress.accept(excerpts);
    }
    if (examined.index() == checkpointIndex) {
      excerptsAtCheckpoint = excerpts;
    }
    if (!examined.isIntact()) {
      lose(file, examined.mistake(), 1);
      return;
    }
    endLoss(examined.step() - 1);
    if (examined.step() <= lastStep) {
      damage.add(
          new Damage(
              name(file),
              "steps must grow: step=%d follows step=%d".formatted(examined.step(), lastStep),
              0,
              -1,
              -1));
    }
    entries++;
    firstStep = firstStep < 0 ? examined.step() : firstStep;
    lastStep = examined.step();
  }

  private void lose(Path file, String what, long count) {
    Loss current = loss;
    if (current != null && !(current.file().equals(file) && current.what().equals(what))) {
      addDamage(current, Long.MAX_VALUE);
      current = null;
    }
    loss = new Loss(file, what, count + (current == null ? 0 : current.excerpts()));
  }

  private void endLoss(long toStep) {
    Loss current = loss;
    if (current != null) {
      loss = null;
      for (int i = damage.size() - 1; i >= 0 && damage.get(i).toStep() == Long.MAX_VALUE; i--) {
        Damage open = damage.get(i);
        damage.set(
            i, new Damage(open.file(), open.what(), open.excerpts(), open.fromStep(), toStep));
      }
      addDamage(current, toStep);
    }
  }

  private void addDamage(Loss lost, long toStep) {
    damage.add(new Damage(name(lost.file()), lost.what(), lost.excerpts(), lastStep + 1, toStep));
  }

  private void verifyCheckpoint(Optional<RunIndex.Extent> checkpoint) {
    Path file = directory.resolve(RunCheckpoint.FILE);
    if (checkpoint.isEmpty()) {
      if (Files.exists(file)) {
        damage.add(inIndex(file, "the checkpoint cannot be read, the next appender replaces it"));
      }
      return;
    }
    long expected = checkpoint.get().snapshots();
    if (excerptsAtCheckpoint < 0) {
      damage.add(
          inIndex(
              file,
              "the last entry that the index counts must exist: index=%x"
                  .formatted(checkpoint.get().lastIndex())));
    } else if (excerptsAtCheckpoint != expected) {
      damage.add(
          inIndex(
              file,
              "the files must hold the entries that the index counts: counted=%d, found=%d"
                  .formatted(expected, excerptsAtCheckpoint)));
    }
  }

  private Damage inIndex(Path file, String what) {
    return new Damage(name(file), what, 0, -1, -1);
  }

  private void verifyNotes() {
    Path queue = NoteTailer.directory(directory);
    try (NoteTailer tailer = new NoteTailer(directory)) {
      long undecodable = 0;
      for (var next = tailer.next(); next.isPresent(); next = tailer.next()) {
        try {
          next.get().decode();
          notes++;
        } catch (MalformedEventException e) {
          undecodable++;
        }
        if (notes % PROGRESS_INTERVAL == 0) {
          progress.accept(excerpts + notes);
        }
      }
      long lost = tailer.damaged() + undecodable;
      if (lost > 0) {
        damage.add(new Damage(name(queue), "checksum must hold", lost, -1, -1));
      }
    } catch (JournalUnavailableException e) {
      damage.add(new Damage(name(queue), "the notes cannot be read on: " + cause(e), 0, -1, -1));
    }
  }

  private String name(Path file) {
    return directory.relativize(file).toString();
  }
}
