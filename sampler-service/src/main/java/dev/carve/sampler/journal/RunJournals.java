package dev.carve.sampler.journal;

import dev.carve.core.event.ParameterSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// The appenders of all runs that are being written, not more of them open than is good.
///
/// Journals that were idle for long are closed, and the one idle longest when too many are open;
/// they open again when the next snapshot comes. Nothing is appended when the disk is nearly full,
/// for a queue is mapped into memory and would take the process down with it. Owned by one thread.
public final class RunJournals implements AutoCloseable {
  /// How many runs are open, for how long and up to which point.
  ///
  /// @param open journals at most
  /// @param idle after which time without a snapshot a journal is closed
  /// @param reservedBytes that must stay free on the disk
  public record Limits(int open, Duration idle, long reservedBytes) {}

  private static final Duration BETWEEN_DISK_CHECKS = Duration.ofSeconds(1);

  private static final class OpenJournal {
    private final RunJournal journal;
    private Instant used;

    private OpenJournal(RunJournal journal, Instant used) {
      this.journal = journal;
      this.used = used;
    }
  }

  private final Path directory;
  private final Limits limits;
  private final InstantSource clock;
  private final LinkedHashMap<String, OpenJournal> journals = new LinkedHashMap<>(16, 0.75f, true);
  private Instant diskChecked = Instant.MIN;
  private long usableBytes;

  /// The journals of a directory, which is created.
  ///
  /// @param directory of all journals
  /// @param limits how many may be open
  /// @param clock tells idle times and the day to append to
  /// @throws JournalUnavailableException if the directory cannot be created
  public RunJournals(Path directory, Limits limits, InstantSource clock) {
    this.directory = directory;
    this.limits = limits;
    this.clock = clock;
    ChronicleQueues.prepare();
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new JournalUnavailableException(
          "could not create the journal: directory=" + directory, e);
    }
  }

  /// The journal that a snapshot belongs into, opened if it was not.
  ///
  /// @param snapshot names the run
  /// @return the appender, which stays with this object
  /// @throws JournalUnavailableException if it cannot be opened, or the disk is nearly full
  /// @throws UnjournalableSnapshotException if no journal takes it
  public RunJournal journalOf(ParameterSnapshot snapshot) {
    RunJournal.requireJournalable(snapshot);
    requireSpace();
    Instant now = clock.instant();
    OpenJournal open = journals.get(snapshot.run());
    if (open == null) {
      closeEldest();
      open = new OpenJournal(RunJournal.open(directory, snapshot, clock), now);
      journals.put(snapshot.run(), open);
    }
    open.used = now;
    return open.journal;
  }

  /// Closes the journal of a run, such as after a failure.
  ///
  /// @param run its name
  public void close(String run) {
    OpenJournal open = journals.remove(run);
    if (open != null) {
      open.journal.close();
    }
  }

  /// Closes the journals that no snapshot came for lately.
  public void closeIdle() {
    Instant before = clock.instant().minus(limits.idle());
    Iterator<Map.Entry<String, OpenJournal>> eldest = journals.entrySet().iterator();
    while (eldest.hasNext()) {
      OpenJournal open = eldest.next().getValue();
      if (!open.used.isBefore(before)) {
        return;
      }
      eldest.remove();
      open.journal.close();
    }
  }

  /// How many journals are open.
  ///
  /// @return at most the limit
  public int open() {
    return journals.size();
  }

  private void closeEldest() {
    Iterator<OpenJournal> eldest = journals.values().iterator();
    while (journals.size() >= limits.open() && eldest.hasNext()) {
      OpenJournal open = eldest.next();
      eldest.remove();
      open.journal.close();
    }
  }

  private void requireSpace() {
    Instant now = clock.instant();
    if (diskChecked.plus(BETWEEN_DISK_CHECKS).isBefore(now)) {
      diskChecked = now;
      usableBytes = usableBytes();
    }
    if (usableBytes < limits.reservedBytes()) {
      throw new JournalUnavailableException(
          "the disk must have %d bytes free: directory=%s, free=%d"
              .formatted(limits.reservedBytes(), directory, usableBytes));
    }
  }

  private long usableBytes() {
    try {
      return Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      throw new JournalUnavailableException(
          "could not ask for free space: directory=" + directory, e);
    }
  }

  /// Closes all journals.
  @Override
  public void close() {
    journals.values().forEach(open -> open.journal.close());
    journals.clear();
  }
}
