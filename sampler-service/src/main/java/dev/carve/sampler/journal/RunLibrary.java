package dev.carve.sampler.journal;

import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.TrainingMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All runs of a journal directory, whoever writes them.
///
/// The directory is looked at again on every question, and what was appended since the last one is
/// read then. A run that cannot be read is left out and logged once. May be used by any number of
/// threads; they take turns.
public final class RunLibrary implements AutoCloseable {
  private static final int OPEN_RUNS = 8;
  private static final int READ_AGAIN_AT_MOST = 32_768;
  private static final Logger log = LoggerFactory.getLogger(RunLibrary.class);

  /// A run that was found, and what its directory looked like just before.
  private record Found(DirectoryState state, RunSummary summary) {}

  /// A run that is being read.
  private record OpenRun(RunIndex index, EntryTailer tailer) implements Reading {
    @Override
    public void close() {
      tailer.close();
    }
  }

  private final Path journal;
  private final InstantSource clock;
  private final Map<String, Found> found = new HashMap<>();
  private final Map<String, String> failures = new HashMap<>();
  private final LinkedHashMap<String, OpenRun> openRuns = new LinkedHashMap<>(16, 0.75f, true);
  /* Has a lock of its own, taken after the library's if both are: the notes of a long run take seconds to be read for the
   * first time, and nobody who asks for its frames has to wait for that. */
  private final LinkedHashMap<String, NoteIndex> openNotes = new LinkedHashMap<>(16, 0.75f, true);
  private final RunLease.Holder holder = this::giveWay;

  /// The library of a directory, which need not exist yet.
  ///
  /// @param journal the directory of all journals
  /// @param clock tells which runs have not been written to for long
  public RunLibrary(Path journal, InstantSource clock) {
    this.journal = journal;
    this.clock = clock;
    RunLease.register(holder);
  }

  /* Whoever replaces a run's files waits for no reader that is only kept ready. */
  private synchronized void giveWay(Path directory) {
    if (directory.getParent() != null
        && directory.getParent().equals(journal.toAbsolutePath().normalize())) {
      forget(RunDirectory.run(directory));
    }
  }

  /// {@return the directory of all journals}
  public Path journal() {
    return journal;
  }

  /// All runs that have an entry.
  ///
  /// @return the newest first
  public synchronized List<RunSummary> runs() {
    List<RunSummary> runs = new ArrayList<>();
    for (Path directory : directories()) {
      find(RunDirectory.run(directory)).ifPresent(runs::add);
    }
    runs.sort(
        Comparator.comparing(RunSummary::startedAt).reversed().thenComparing(RunSummary::run));
    return runs;
  }

  /// One run.
  ///
  /// @param run its name
  /// @return empty if the journal does not hold it
  public synchronized Optional<RunSummary> find(String run) {
    Path directory = RunDirectory.of(journal, run);
    if (!RunReader.exists(directory)) {
      forget(run);
      return Optional.empty();
    }
    DirectoryState state = DirectoryState.of(directory);
    Found before = found.get(run);
    if (before != null && before.state().equals(state) && state.isSettled(clock.instant())) {
      return Optional.of(before.summary());
    }
    RunDescription description = RunDescriptionFile.read(directory);
    Optional<RunSummary> summary =
        readOn(run)
            .flatMap(index ->
                index.extent().map(extent -> summary(run, extent, index.history(), description)));
    summary.ifPresent(read -> found.put(run, new Found(state, read)));
    return summary;
  }

  /// Changes what people wrote about a run.
  ///
  /// @param run its name
  /// @param change gives the new description for the old one
  /// @return the run with it
  /// @throws NoSuchRunException if the journal does not hold it
  /// @throws JournalUnavailableException if it cannot be written
  public synchronized RunSummary describe(String run, UnaryOperator<RunDescription> change) {
    RunSummary before = find(run).orElseThrow(() -> new NoSuchRunException(run));
    Path directory = RunDirectory.of(journal, run);
    try {
      RunDescriptionFile.write(directory, change.apply(before.description()));
    } catch (IOException e) {
      throw new JournalUnavailableException(
          "could not write the description of the run: directory=" + directory, e);
    }
    found.remove(run);
    return find(run).orElseThrow(() -> new NoSuchRunException(run));
  }

  /// The course of a run: all points when they are few, else the first, the last and the extremes
  /// of equal stretches.
  ///
  /// @param run its name
  /// @param limit how many points are wanted at most, about; at least 8
  /// @return points in the order of their steps
  /// @throws NoSuchRunException if the journal does not hold it
  public synchronized List<HistoryPoint> history(String run, int limit) {
    return history(run, StepWindow.whole(), limit);
  }

  /// The course of a stretch of a run, likewise. What was kept of the whole run answers where it is
  /// fine enough; else the figures of the stretch are read again, if they are not too many.
  ///
  /// @param run its name
  /// @param window which steps
  /// @param limit how many points are wanted at most, about; at least 8
  /// @return points in the order of their steps
  /// @throws NoSuchRunException if the journal does not hold it
  public synchronized List<HistoryPoint> history(String run, StepWindow window, int limit) {
    RunIndex index =
        readOn(run)
            .filter(read -> read.extent().isPresent())
            .orElseThrow(() -> new NoSuchRunException(run));
    ChartBins<HistoryPoint> bins = index.history().bins();
    List<HistoryPoint> kept = bins.points(window, limit);
    long snapshots = index.extent().map(RunIndex.Extent::snapshots).orElse(0L);
    OpenRun open = openRuns.get(run);
    if (open == null
        || !bins.isThinned()
        || kept.size() >= limit / 2
        || snapshots * bins.share(window) > READ_AGAIN_AT_MOST) {
      return kept;
    }
    RunHistory finer = new RunHistory();
    boolean all =
        new RunReader(open.tailer()).forEachPoint(window, 2 * READ_AGAIN_AT_MOST, finer::add);
    return all ? finer.points(limit) : kept;
  }

  /// What happened in a run.
  ///
  /// @param run its name
  /// @return oldest first; the newest ten thousand where there are more
  /// @throws NoSuchRunException if the journal does not hold it
  /// @throws JournalUnavailableException if its notes are damaged
  public List<ModelEvent> events(String run) {
    synchronized (openNotes) {
      return notes(run).events();
    }
  }

  /// How training went, as the trainer told it.
  ///
  /// @param run its name
  /// @param limit how many figures are wanted at most, at least 2
  /// @return evenly spaced by examples, the first and the last among them
  /// @throws NoSuchRunException if the journal does not hold it
  /// @throws JournalUnavailableException if its notes are damaged
  public List<TrainingMetrics> metrics(String run, int limit) {
    synchronized (openNotes) {
      return notes(run).metrics(limit);
    }
  }

  /// What charts show of training in a stretch of a run, as the trainer told it.
  ///
  /// @param run its name
  /// @param window which steps
  /// @param limit how many points are wanted at most, about; at least 8
  /// @return all points when they are few, else the first, the last and the extremes of equal
  ///   stretches, in the order of their examples
  /// @throws NoSuchRunException if the journal does not hold it
  /// @throws JournalUnavailableException if its notes are damaged
  public List<MetricsPoint> chart(String run, StepWindow window, int limit) {
    synchronized (openNotes) {
      return notes(run).chart(window, limit);
    }
  }

  private NoteIndex notes(String run) {
    Path directory = RunDirectory.of(journal, run);
    if (!RunReader.exists(directory) && !NoteTailer.exists(directory)) {
      throw new NoSuchRunException(run);
    }
    NoteIndex notes = openNotes.computeIfAbsent(run, _ -> new NoteIndex(directory));
    closeEldest(openNotes);
    return notes;
  }

  /// Opens a run for reading; the caller closes it.
  ///
  /// @param run its name
  /// @return a reader before the first entry
  /// @throws NoSuchRunException if the journal does not hold it
  /// @throws JournalUnavailableException if its queue is damaged
  public RunReader open(String run) {
    return RunReader.open(journal, run);
  }

  private static RunSummary summary(
      String run, RunIndex.Extent extent, RunHistory history, RunDescription description) {
    HistoryPoint last = history.last().orElse(extent.first());
    return new RunSummary(
        run,
        extent.model(),
        extent.spec(),
        instant(extent.first().timeUs()),
        instant(last.timeUs()),
        extent.first().step(),
        last.step(),
        extent.snapshots(),
        extent.bytes(),
        description);
  }

  private static Instant instant(long timeUs) {
    return Instant.EPOCH.plus(timeUs, ChronoUnit.MICROS);
  }

  private List<Path> directories() {
    if (!Files.isDirectory(journal)) {
      return List.of();
    }
    try (Stream<Path> directories = Files.list(journal)) {
      return directories
          .filter(directory -> !directory.getFileName().toString().startsWith("."))
          .filter(RunReader::exists)
          .toList();
    } catch (IOException e) {
      throw new JournalUnavailableException("could not list the journals: directory=" + journal, e);
    }
  }

  private Optional<RunIndex> readOn(String run) {
    Path directory = RunDirectory.of(journal, run);
    if (!RunReader.exists(directory)) {
      forget(run);
      return Optional.empty();
    }
    try {
      OpenRun open = openRun(run, directory);
      open.index().advance(open.tailer());
      failures.remove(run);
      return Optional.of(open.index());
    } catch (JournalUnavailableException e) {
      forget(run);
      logOnce(run, e);
      return Optional.empty();
    }
  }

  private void logOnce(String run, JournalUnavailableException failure) {
    String text = String.valueOf(failure.getMessage());
    if (!text.equals(failures.put(run, text))) {
      log.warn("Run {} cannot be read and is left out", run, failure);
    }
  }

  private OpenRun openRun(String run, Path directory) {
    OpenRun open = openRuns.get(run);
    if (open != null) {
      return open;
    }
    EntryTailer tailer = new EntryTailer(directory);
    OpenRun opened = new OpenRun(RunCheckpoint.read(directory).orElseGet(RunIndex::new), tailer);
    openRuns.put(run, opened);
    closeEldest(openRuns);
    return opened;
  }

  private static <T extends Reading> void closeEldest(Map<String, T> open) {
    Iterator<T> eldest = open.values().iterator();
    while (open.size() > OPEN_RUNS && eldest.hasNext()) {
      T closed = eldest.next();
      eldest.remove();
      closed.close();
    }
  }

  private void forget(String run) {
    found.remove(run);
    OpenRun open = openRuns.remove(run);
    if (open != null) {
      open.close();
    }
    synchronized (openNotes) {
      NoteIndex notes = openNotes.remove(run);
      if (notes != null) {
        notes.close();
      }
    }
  }

  /// Closes the queues that are open for reading.
  @Override
  public synchronized void close() {
    RunLease.unregister(holder);
    openRuns.values().forEach(OpenRun::close);
    openRuns.clear();
    synchronized (openNotes) {
      openNotes.values().forEach(NoteIndex::close);
      openNotes.clear();
    }
  }
}
