package dev.carve.sampler.journal;

import dev.carve.core.event.ParameterSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// The appenders of all runs that are being written, not more of them open than is good.
///
/// Journals that were idle for long are closed, and the one idle longest when too many are open;
/// they open again when the next snapshot comes. Nothing is appended when the disk is nearly full,
/// for a queue is mapped into memory and would take the process down with it. Owned by one thread,
/// which also does the work of others that needs a run to be closed.
public final class RunJournals implements AutoCloseable, RunRetention.Pause {
  /// How many runs are open, for how long and up to which point.
  ///
  /// @param open journals at most
  /// @param idle after which time without a snapshot a journal is closed
  /// @param reservedBytes that must stay free on the disk
  public record Limits(int open, Duration idle, long reservedBytes) {}

  /// Work for the thread that owns this.
  private record Chore(Runnable work, CompletableFuture<@Nullable Void> done) {}

  private static final Duration BETWEEN_DISK_CHECKS = Duration.ofSeconds(1);

  private final Path directory;
  private final Limits limits;
  private final InstantSource clock;
  private final OpenAppenders<RunJournal> journals;
  private final OpenAppenders<NoteJournal> notes;
  private final Map<String, String> runs = new HashMap<>();
  private final BlockingQueue<Chore> chores = new LinkedBlockingQueue<>();
  private volatile boolean closed;
  private Instant diskChecked = Instant.MIN;
  private long usableBytes;
  private boolean full;

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
    this.journals = new OpenAppenders<>(limits.open(), RunJournal::close);
    this.notes = new OpenAppenders<>(limits.open(), NoteJournal::close);
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
  /// @throws JournalUnavailableException if it cannot be opened
  /// @throws JournalFullException if the disk is nearly full
  /// @throws UnjournalableSnapshotException if no journal takes it
  public RunJournal journalOf(ParameterSnapshot snapshot) {
    RunJournal.requireJournalable(snapshot);
    requireSpace();
    runs.put(snapshot.model(), snapshot.run());
    return journals.of(
        snapshot.run(), clock.instant(), () -> RunJournal.open(directory, snapshot, clock));
  }

  /// The notes of a run, opened if they were not.
  ///
  /// @param run its name
  /// @return the appender, which stays with this object
  /// @throws JournalUnavailableException if it cannot be opened
  /// @throws JournalFullException if the disk is nearly full
  public NoteJournal notesOf(String run) {
    requireSpace();
    return notes.of(run, clock.instant(), () -> NoteJournal.open(directory, run, clock));
  }

  /// Closes the journal of a run, such as after a failure.
  ///
  /// @param run its name
  public void close(String run) {
    journals.close(run);
  }

  /// Closes the notes of a run, such as after a failure.
  ///
  /// @param run its name
  public void closeNotes(String run) {
    notes.close(run);
  }

  /// {@inheritDoc}
  ///
  /// May be called by any thread but the one that owns this object, which does the work when it
  /// closes idle journals next.
  @Override
  public void whileClosed(String run, Runnable work) {
    try {
      onOwnThread(() -> {
        closeAppenders(run);
        work.run();
      });
    } catch (CompletionException e) {
      throw new JournalUnavailableException(
          "work on the files of a run must be possible: run=%s".formatted(run), e);
    }
  }

  /// Deletes a run that no model trains.
  ///
  /// May be called by any thread but the one that owns this object, like [#whileClosed].
  ///
  /// @param run its name
  /// @throws NoSuchRunException if the journal does not hold it
  /// @throws RunInUseException if it is the newest run of a model and was written to lately, or
  ///   somebody reads it
  /// @throws JournalUnavailableException if it cannot be removed
  public void delete(String run) {
    try {
      onOwnThread(() -> {
        requireNotTrained(run);
        closeAppenders(run);
        RunDeletion.delete(directory, run);
      });
    } catch (CompletionException e) {
      if (e.getCause() instanceof NoSuchRunException missing) {
        throw missing;
      }
      if (e.getCause() instanceof JournalUnavailableException unavailable) {
        throw unavailable;
      }
      throw new JournalUnavailableException(
          "the run must be possible to delete: run=%s".formatted(run), e);
    }
  }

  private void requireNotTrained(String run) {
    runs.forEach((model, newest) -> {
      if (newest.equals(run) && journals.isOpen(run)) {
        throw new RunInUseException(
            "a run that a model trains must not be deleted: run=%s, model=%s; it may be %d seconds"
                    .formatted(run, model, limits.idle().toSeconds())
                + " after the last snapshot, or when the model has begun another run");
      }
    });
  }

  private void onOwnThread(Runnable work) {
    Chore chore = new Chore(work, new CompletableFuture<>());
    chores.add(chore);
    if (closed) {
      refuseChores();
    }
    chore.done().join();
  }

  private void closeAppenders(String run) {
    journals.close(run);
    notes.close(run);
  }

  private void doChores() {
    for (Chore chore = chores.poll(); chore != null; chore = chores.poll()) {
      try {
        chore.work().run();
        chore.done().complete(null);
      } catch (RuntimeException | InternalError e) {
        chore.done().completeExceptionally(e);
      }
    }
  }

  private void refuseChores() {
    for (Chore chore = chores.poll(); chore != null; chore = chores.poll()) {
      chore
          .done()
          .completeExceptionally(new IllegalStateException("the journals must not be closed"));
    }
  }

  /// Closes the journals that nothing came for lately, and does what needs a run to be closed.
  public void closeIdle() {
    doChores();
    Instant before = clock.instant().minus(limits.idle());
    journals.closeUnusedSince(before);
    notes.closeUnusedSince(before);
  }

  /// How many runs are open for snapshots.
  ///
  /// @return at most the limit
  public int open() {
    return journals.size();
  }

  /// {@return whether a directory can have the name of a run}
  ///
  /// @param run its name
  public static boolean canName(String run) {
    return RunDirectory.canName(run);
  }

  /// Whether there is space for what is to be appended. After there was too little there has to be
  /// a quarter more than what is reserved, so that the journal does not stop again at once.
  ///
  /// @return as it was within the last second
  public boolean hasSpace() {
    Instant now = clock.instant();
    if (diskChecked.plus(BETWEEN_DISK_CHECKS).isBefore(now)) {
      diskChecked = now;
      usableBytes = usableBytes();
      long needed = full ? limits.reservedBytes() / 4 * 5 : limits.reservedBytes();
      full = usableBytes < needed;
    }
    return !full;
  }

  private void requireSpace() {
    if (!hasSpace()) {
      throw new JournalFullException(
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

  /// Closes all journals; they may be opened again.
  public void closeAll() {
    journals.closeAll();
    notes.closeAll();
  }

  /// Closes all journals, and does no more work for others.
  @Override
  public void close() {
    closed = true;
    refuseChores();
    journals.closeAll();
    notes.closeAll();
  }
}
