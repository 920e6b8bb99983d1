package dev.carve.sampler.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Reads one run's journal from any step on, while it is being appended to or not.
///
/// Damaged entries are passed over. Owned by one thread at a time.
public final class RunReader implements AutoCloseable {
  private static final long NONE = -1;

  // Excerpts of so many bytes take longer to read than to move to.
  private static final int LARGE = 16 << 10;

  private final EntryTailer tailer;
  private ExampleWindow window = new ExampleWindow();

  /* The entry whose examples the window holds, while the one after it is read next. */
  private long position = NONE;

  RunReader(EntryTailer tailer) {
    this.tailer = tailer;
  }

  /// Opens a run.
  ///
  /// @param journal the directory of all journals
  /// @param run the run's name
  /// @return a reader before the first entry
  /// @throws NoSuchRunException if the journal does not hold it
  /// @throws JournalUnavailableException if its queue is damaged
  public static RunReader open(Path journal, String run) {
    Path directory = RunDirectory.of(journal, run);
    if (!exists(directory)) {
      throw new NoSuchRunException(run);
    }
    return new RunReader(new EntryTailer(directory));
  }

  static boolean exists(Path directory) {
    if (!Files.isRegularFile(directory.resolve("metadata.cq4t"))) {
      return false;
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.anyMatch(file -> file.toString().endsWith(QueueTailer.FILE_END));
    } catch (IOException e) {
      throw new JournalUnavailableException(
          "could not list the journal: directory=" + directory, e);
    }
  }

  /// The newest entry that is not beyond a step, or the first entry if all are beyond it. What
  /// follows it is read next.
  ///
  /// @param step SGD steps taken
  /// @return empty if the run has no entry yet
  public Optional<JournalEntry> at(long step) {
    long index = find(step);
    if (index == NONE) {
      position = NONE;
      window = new ExampleWindow();
      tailer.moveToStart();
      return next();
    }
    return readUpTo(index);
  }

  /// The last entry.
  ///
  /// @return empty if the run has no entry yet
  public Optional<JournalEntry> last() {
    return at(Long.MAX_VALUE);
  }

  /// The entry after the one that was read last.
  ///
  /// @return empty if there is none yet; asking again later is fine
  public Optional<JournalEntry> next() {
    return tailer.next().map(this::shown);
  }

  /// How many entries could not be read so far.
  ///
  /// @return excerpts passed over
  public long damaged() {
    return tailer.damaged();
  }

  /// The mark of the entry that {@link #at} would give.
  ///
  /// @param step SGD steps taken
  /// @return empty if the run has no entry yet
  public Optional<EntryMark> markAt(long step) {
    long index = find(step);
    position = NONE;
    if (index == NONE) {
      tailer.moveToStart();
    } else if (!tailer.moveTo(index)) {
      return Optional.empty();
    }
    return tailer.nextLocated().map(RunReader::mark);
  }

  /// Marks of the entries that follow one.
  ///
  /// @param mark of an entry
  /// @param most how many are wanted
  /// @return the nearest first; empty if there is none yet
  public List<EntryMark> marksAfter(EntryMark mark, int most) {
    position = NONE;
    if (!tailer.moveTo(mark.index())) {
      return List.of();
    }
    tailer.skip();
    List<EntryMark> marks = new ArrayList<>();
    while (marks.size() < most) {
      Optional<EntryTailer.Located> next = tailer.nextLocated();
      if (next.isEmpty()) {
        break;
      }
      marks.add(mark(next.get()));
    }
    return marks;
  }

  /// Marks of the entries that lead to one.
  ///
  /// @param mark of an entry
  /// @param most how many are wanted at most
  /// @return the nearest first; empty if it is the first one
  public List<EntryMark> marksBefore(EntryMark mark, int most) {
    position = NONE;
    long end = mark.index();
    if (QueueTailer.sequence(end) == 0) {
      end = endOfCycleBefore(QueueTailer.cycle(end));
    }
    if (end == NONE) {
      return List.of();
    }
    long first = end - Math.min(QueueTailer.sequence(end), most);
    List<EntryMark> marks = new ArrayList<>();
    if (tailer.moveTo(first)) {
      for (var next = tailer.nextLocated();
          next.isPresent() && next.get().index() < end;
          next = tailer.nextLocated()) {
        marks.add(mark(next.get()));
      }
    }
    Collections.reverse(marks);
    return marks.isEmpty() && first < end ? marksBefore(mark(first), most) : marks;
  }

  /// Reads the entry at a mark. Entries that follow each other closely are read on from the last
  /// one, others are looked up.
  ///
  /// @param mark of an entry
  /// @return empty if it is damaged, or there no more
  public Optional<JournalEntry> entry(EntryMark mark) {
    long index = mark.index();
    boolean near =
        position != NONE && index > position && index - position <= ExampleWindow.ENTRIES;
    Optional<JournalEntry> entry = near ? readOn(index) : readUpTo(index);
    return entry.filter(_ -> position == index);
  }

  /// Reads the last entries up to a mark in one go, for those who go backwards.
  ///
  /// @param mark of an entry
  /// @param most how many are wanted at most; those of an earlier day are left out
  /// @return by their marks' indices, in ascending order, without damaged ones
  public SortedMap<Long, JournalEntry> entriesUpTo(EntryMark mark, int most) {
    long last = mark.index();
    long first = last - Math.min(QueueTailer.sequence(last), most - 1L);
    SortedMap<Long, JournalEntry> entries = new TreeMap<>();
    for (long index = first; index <= last; index++) {
      Optional<JournalEntry> entry = entry(mark(index));
      if (entry.isPresent()) {
        entries.put(index, entry.get());
      }
    }
    return entries;
  }

  /// Hands on the figures of a window's snapshots, at a fraction of the cost of reading them.
  ///
  /// @param most how many at most
  /// @return whether these were all
  boolean forEachPoint(StepWindow window, int most, Consumer<HistoryPoint> points) {
    long index = find(window.from());
    position = NONE;
    if (index == NONE) {
      tailer.moveToStart();
    } else if (!tailer.moveTo(index)) {
      return true;
    }
    int taken = 0;
    for (var next = tailer.nextLocated();
        next.isPresent() && next.get().facts().step() <= window.to();
        next = tailer.nextLocated()) {
      if (taken == most) {
        return false;
      }
      if (window.holds(next.get().facts().step())) {
        points.accept(next.get().facts().historyPoint());
        taken++;
      }
    }
    return true;
  }

  private static EntryMark mark(EntryTailer.Located located) {
    return new EntryMark(located.index(), located.facts().step(), located.facts().timeUs());
  }

  private static EntryMark mark(long index) {
    return new EntryMark(index, NONE, NONE);
  }

  /// The index after the last one of the newest file before a day that has an entry.
  private long endOfCycleBefore(int cycle) {
    int[] cycles = tailer.cycles();
    for (int i = cycles.length - 1; i >= 0; i--) {
      if (cycles[i] < cycle) {
        long last = findInCycle(cycles[i], Long.MAX_VALUE);
        if (last != NONE) {
          return last + 1;
        }
      }
    }
    return NONE;
  }

  private Optional<JournalEntry> readOn(long index) {
    while (position < index) {
      Optional<EntryTailer.Entry> entry = tailer.next();
      if (entry.isEmpty()) {
        return Optional.empty();
      }
      if (tailer.lastReadIndex() == index) {
        return entry.map(this::shown);
      }
      remember(entry.get());
    }
    return Optional.empty();
  }

  private JournalEntry shown(EntryTailer.Entry entry) {
    remember(entry);
    return JournalEntry.showing(entry.snapshot(), window.shown(), entry.key().plane());
  }

  /* The examples to show with an entry lie in the entries before it, back to its key entry at most. Where entries are large,
   * the few that bring as many examples as are shown are read, and all only if one of these is damaged. */
  private Optional<JournalEntry> readUpTo(long index) {
    position = NONE;
    EntryTailer.Probe wanted = tailer.probe(index);
    long earliest = index - Math.min(wanted.sinceKey(), ExampleWindow.ENTRIES - 1);
    long from = wanted.bytes() < LARGE ? earliest : fewestBefore(index, earliest);
    long damagedBefore = tailer.damaged();
    Optional<JournalEntry> entry = readUpTo(index, from);
    return from == earliest || tailer.damaged() == damagedBefore
        ? entry
        : readUpTo(index, earliest);
  }

  private long fewestBefore(long index, long earliest) {
    int examples = tailer.examplesOf(index);
    long from = index;
    while (from > earliest && examples < ExampleWindow.EXAMPLES) {
      from--;
      examples += tailer.examplesOf(from);
    }
    return from;
  }

  private Optional<JournalEntry> readUpTo(long index, long from) {
    window = new ExampleWindow();
    if (!tailer.moveTo(from)) {
      return Optional.empty();
    }
    Optional<EntryTailer.Entry> entry = tailer.next();
    while (entry.isPresent() && tailer.lastReadIndex() < index) {
      remember(entry.get());
      entry = tailer.next();
    }
    return entry.map(this::shown);
  }

  private void remember(EntryTailer.Entry entry) {
    position = tailer.lastReadIndex();
    if (entry.isKey()) {
      window.restart(entry.snapshot().recentExamples());
    } else {
      window.add(entry.snapshot().recentExamples());
    }
  }

  /* Steps grow from entry to entry and from file to file, so that both are searched by halving. */
  private long find(long step) {
    int[] cycles = tailer.cycles();
    int low = 0;
    int high = cycles.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (firstStep(cycles, middle) <= step) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (int i = low - 1; i >= 0; i--) {
      long index = findInCycle(cycles[i], step);
      if (index != NONE) {
        return index;
      }
    }
    return NONE;
  }

  private long firstStep(int[] cycles, int position) {
    for (int i = position; i >= 0; i--) {
      EntryTailer.Probe first = tailer.probe(QueueTailer.index(cycles[i], 0));
      if (first.exists()) {
        return first.step();
      }
    }
    return Long.MIN_VALUE;
  }

  private long findInCycle(int cycle, long step) {
    long start = QueueTailer.index(cycle, 0);
    if (!isReached(start, step)) {
      return NONE;
    }
    long reach = 1;
    while (isReached(start + reach, step)) {
      reach *= 2;
    }
    long low = start + reach / 2;
    long high = start + reach;
    while (low + 1 < high) {
      long middle = (low + high) >>> 1;
      if (isReached(middle, step)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return tailer.probe(low).index();
  }

  private boolean isReached(long index, long step) {
    EntryTailer.Probe entry = tailer.probe(index);
    return entry.exists() && entry.step() <= step;
  }

  /// Closes the queue.
  @Override
  public void close() {
    tailer.close();
  }
}
