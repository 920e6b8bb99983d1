package dev.carve.sampler.journal;

import dev.carve.core.event.Continuation;
import dev.carve.core.event.Floats;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.RecentExamples;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.surface.SurfacePlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The appender of one run's journal.
///
/// Steps only grow: a snapshot whose step is not beyond the last one is a duplicate and is left
/// out, across restarts too. What was appended survives the end of the process, however it ends,
/// but not the loss of power. After an exception the journal is to be closed, and may be opened
/// again later. Owned by one thread at a time.
public final class RunJournal implements AutoCloseable {
  /*
   * A key entry stands alone, the entries after it lean on it (EntryCodec). One is written first after every opening, in
   * every new file, when anything changes that other entries leave out, and every so often, so that damage to one entry
   * stays small and old files can be deleted.
   */
  private static final int ENTRIES_PER_KEY = 1024;

  private static final int ENTRIES_PER_CHECKPOINT = 16_384;
  private static final int ROOM_BESIDE_TENSORS = 4 << 20;
  private static final int CYCLE_MS = ChronicleQueues.ROLL_CYCLE.lengthInMillis();
  private static final Logger log = LoggerFactory.getLogger(RunJournal.class);

  private final Path directory;
  private final InstantSource clock;
  private final AppenderLock lock;
  private final SingleChronicleQueue queue;
  private final ExcerptAppender appender;
  private final RunIndex index;
  private final EntryBuffer buffer = new EntryBuffer(4096);
  private final ExampleWindow window = new ExampleWindow();
  private long cycleTimeMs;
  private long sinceCheckpoint;
  private @Nullable JournalEntry last;
  private @Nullable KeyEntry key;
  private int keyCycle;
  private long sinceKey;

  private RunJournal(
      Path directory,
      long excerptBytes,
      Restored restored,
      AppenderLock lock,
      InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
    this.lock = lock;
    this.index = restored.index();
    this.last = restored.last().orElse(null);
    this.cycleTimeMs = (long) restored.cycle() * CYCLE_MS;
    restored.last().ifPresent(entry -> window.restart(entry.snapshot().recentExamples()));
    this.queue = ChronicleQueues.openToAppend(directory, excerptBytes, () -> cycleTimeMs);
    queue.refreshDirectoryListing();
    this.appender = queue.createAppender();
    appender.singleThreadedCheckDisabled(true);
  }

  /// What a journal holds already.
  private record Restored(RunIndex index, Optional<JournalEntry> last, int cycle) {}

  /// Opens a run's journal, or begins it.
  ///
  /// @param journal the directory of all journals
  /// @param snapshot one to be appended: it names the run and tells how large entries will be
  /// @param clock tells which day's file to append to
  /// @return the appender, to be closed
  /// @throws JournalUnavailableException if it is damaged, or another appender has it
  public static RunJournal open(Path journal, ParameterSnapshot snapshot, InstantSource clock) {
    Path directory = RunDirectory.of(journal, snapshot.run());
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new JournalUnavailableException(
          "could not begin the journal: directory=" + directory, e);
    }
    AppenderLock lock = AppenderLock.acquire(directory);
    try {
      return new RunJournal(directory, largestExcerpt(snapshot), restore(directory), lock, clock);
    } catch (RuntimeException | InternalError e) {
      lock.close();
      throw e instanceof JournalUnavailableException unavailable
          ? unavailable
          : new JournalUnavailableException(
              "could not open the journal: directory=" + directory, e);
    }
  }

  private static Restored restore(Path directory) {
    if (!RunReader.exists(directory)) {
      return new Restored(new RunIndex(), Optional.empty(), 0);
    }
    try (EntryTailer tailer = new EntryTailer(directory)) {
      RunIndex index = RunCheckpoint.read(directory).orElseGet(RunIndex::new);
      index.advance(tailer);
      int[] cycles = tailer.cycles();
      return new Restored(
          index, new RunReader(tailer).last(), cycles.length == 0 ? 0 : cycles[cycles.length - 1]);
    }
  }

  /// Checks whether a snapshot can be journalled at all, before a journal is opened for it.
  ///
  /// @throws UnjournalableSnapshotException if its entry may be too large, or no directory can have
  ///   the name of its run
  static void requireJournalable(ParameterSnapshot snapshot) {
    requireFitting(largestExcerpt(snapshot));
    if (!RunDirectory.canName(snapshot.run())) {
      throw new UnjournalableSnapshotException(
          "a run must have a name that a directory can have: characters=%d"
              .formatted(snapshot.run().length()));
    }
  }

  private static void requireFitting(long entryBytes) {
    if (entryBytes > ChronicleQueues.LARGEST_EXCERPT) {
      throw new UnjournalableSnapshotException(
          "an entry must not be larger than %d bytes: bytes=%d"
              .formatted(ChronicleQueues.LARGEST_EXCERPT, entryBytes));
    }
  }

  /// Bytes that no entry of a run is expected to exceed.
  static long largestExcerpt(ParameterSnapshot snapshot) {
    long inputs = snapshot.inputStatistics().inputs();
    long parameters = snapshot.parameters().length();
    long memory = parameters * ModelSpec.parse(snapshot.spec()).optimizer().slots();
    return Float.BYTES * (parameters + (isFitting(parameters + memory) ? memory : 0))
        + 2 * Double.BYTES * inputs
        + 3 * Float.BYTES * inputs
        + ExampleWindow.EXAMPLES * (Float.BYTES * inputs + 5)
        + 4L * snapshot.spec().length()
        + 4096;
  }

  /// The last entry.
  ///
  /// @return empty if nothing was appended yet
  public Optional<JournalEntry> last() {
    return Optional.ofNullable(last);
  }

  /// The directory that holds the queue.
  ///
  /// @return a directory in that of all journals
  public Path directory() {
    return directory;
  }

  /// Appends a snapshot, unless it is there already. What the optimizer remembers is left out where
  /// the entry would become too large with it.
  ///
  /// @param published of this run
  /// @param plane where its surfaces are looked at
  /// @return the entry as a reader will find it; empty for a duplicate
  /// @throws JournalUnavailableException if the queue fails
  /// @throws UnjournalableSnapshotException if the entry is too large
  public Optional<JournalEntry> append(ParameterSnapshot published, SurfacePlane plane) {
    ParameterSnapshot snapshot = fitting(published);
    JournalEntry before = last;
    if (before != null && snapshot.step() <= before.step()) {
      return Optional.empty();
    }
    RecentExamples brought =
        ExampleThinning.choose(snapshot, before == null ? null : before.snapshot());
    cycleTimeMs = Math.max(cycleTimeMs, clock.millis());
    try {
      if (needsKey(snapshot, plane)) {
        appendKey(snapshot, plane, brought);
      } else {
        appendAfterKey(snapshot, brought);
      }
    } catch (UnjournalableSnapshotException e) {
      throw e;
    } catch (RuntimeException | InternalError e) {
      throw new JournalUnavailableException(
          "could not append to the journal: run=%s, step=%d"
              .formatted(snapshot.run(), snapshot.step()),
          e);
    }
    JournalEntry entry = JournalEntry.showing(snapshot, window.shown(), plane);
    last = entry;
    checkpointNowAndThen();
    return Optional.of(entry);
  }

  private static ParameterSnapshot fitting(ParameterSnapshot snapshot) {
    Continuation continuation = snapshot.continuation();
    long tensors = (long) snapshot.parameters().length() + continuation.optimizerState().length();
    if (isFitting(tensors)) {
      return snapshot;
    }
    return snapshot.withContinuation(
        new Continuation(
            continuation.learningRateScale(), continuation.steadySince(), Floats.empty()));
  }

  private static boolean isFitting(long tensors) {
    return Float.BYTES * tensors <= ChronicleQueues.LARGEST_EXCERPT - ROOM_BESIDE_TENSORS;
  }

  private boolean needsKey(ParameterSnapshot snapshot, SurfacePlane plane) {
    KeyEntry current = key;
    return current == null
        || sinceKey + 1 >= ENTRIES_PER_KEY
        || keyCycle != cycleTimeMs / CYCLE_MS
        || !current.covers(snapshot, plane);
  }

  private void appendKey(ParameterSnapshot snapshot, SurfacePlane plane, RecentExamples brought) {
    JournalEntry before = last;
    if (before == null || inputs(before.plane()) == inputs(plane)) {
      window.add(brought);
      window.restart(window.shown());
    } else {
      window.restart(brought);
    }
    KeyEntry next = KeyEntry.of(snapshot, plane, examplesPerStep(snapshot));
    EntryCodec.writeKey(next, snapshot, window.shown(), buffer);
    long at = appendBuffer(next.facts(), next);
    key = next;
    keyCycle = queue.rollCycle().toCycle(at);
    sinceKey = 0;
  }

  private void appendAfterKey(ParameterSnapshot snapshot, RecentExamples brought) {
    KeyEntry current = Objects.requireNonNull(key);
    window.add(brought);
    sinceKey++;
    EntryCodec.writeAfter(current, sinceKey, snapshot, brought, buffer);
    appendBuffer(EntryCodec.facts(snapshot), current);
  }

  private long appendBuffer(EntryFacts facts, KeyEntry keyOfIt) {
    int length = buffer.position();
    requireFitting(length);
    Bytes<byte[]> excerpt = Bytes.wrapForRead(buffer.array());
    excerpt.readLimit(length);
    appender.writeBytes(excerpt);
    long at = appender.lastIndexAppended();
    index.add(at, length, facts, keyOfIt);
    return at;
  }

  private long examplesPerStep(ParameterSnapshot snapshot) {
    JournalEntry before = last;
    long steps = snapshot.step() - (before == null ? 0 : before.step());
    long examples =
        snapshot.examplesSeen() - (before == null ? 0 : before.snapshot().examplesSeen());
    return steps <= 0 || examples <= 0 ? 0 : examples / steps;
  }

  private void checkpointNowAndThen() {
    sinceCheckpoint++;
    if (sinceCheckpoint >= ENTRIES_PER_CHECKPOINT) {
      checkpoint();
    }
  }

  private void checkpoint() {
    sinceCheckpoint = 0;
    try {
      RunCheckpoint.write(directory, index);
    } catch (IOException e) {
      log.warn("Could not write the checkpoint, the next start reads the run: {}", directory, e);
    }
  }

  private static int inputs(SurfacePlane plane) {
    return plane.origin().length;
  }

  /// Closes the queue; another appender may open it then.
  @Override
  public void close() {
    try {
      if (sinceCheckpoint > 0) {
        checkpoint();
      }
      appender.close();
      queue.close();
    } finally {
      lock.close();
    }
  }
}
