package dev.carve.sampler.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ConcurrentModificationException;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;

/// A tailer that copies excerpts out of a queue that is open for reading only.
///
/// Owned by one thread at a time.
final class QueueTailer implements AutoCloseable {
  /// The end of the names of a queue's files; a day's file is named after it, such as
  /// `20260301F.cq4`.
  static final String FILE_END = ".cq4";

  private static final int DATE_LENGTH = 8;

  // A file that is opened while an appender changes the queue, or while a thread that read one
  // ends,
  // may be refused.
  private static final int ATTEMPTS = 3;

  private final Path directory;
  private final SingleChronicleQueue queue;
  private final ExcerptTailer tailer;

  private QueueTailer(Path directory, SingleChronicleQueue queue) {
    this.directory = directory;
    this.queue = queue;
    this.tailer = attempt("open", queue::createTailer);
    tailer.singleThreadedCheckDisabled(true);
  }

  /// Opens a queue that exists.
  ///
  /// @throws JournalUnavailableException if it is damaged
  static QueueTailer open(Path directory) {
    SingleChronicleQueue queue =
        attempt("open", directory, () -> ChronicleQueues.openToRead(directory));
    try {
      return new QueueTailer(directory, queue);
    } catch (JournalUnavailableException e) {
      queue.close();
      throw e;
    }
  }

  /// Another tailer over the same queue, which is not to be used after this one is closed.
  QueueTailer another() {
    return new QueueTailer(directory, queue);
  }

  static int cycle(long index) {
    return ChronicleQueues.ROLL_CYCLE.toCycle(index);
  }

  static long sequence(long index) {
    return ChronicleQueues.ROLL_CYCLE.toSequenceNumber(index);
  }

  static long index(int cycle, long sequence) {
    return ChronicleQueues.ROLL_CYCLE.toIndex(cycle, sequence);
  }

  /// The file of a day.
  static Path file(Path directory, int cycle) {
    String date = LocalDate.ofEpochDay(cycle).format(DateTimeFormatter.BASIC_ISO_DATE);
    return directory.resolve(date + "F" + FILE_END);
  }

  /// The day that a file of a queue holds.
  static OptionalInt cycle(Path file) {
    String name = String.valueOf(file.getFileName());
    if (!name.endsWith(FILE_END)) {
      return OptionalInt.empty();
    }
    try {
      String date = name.substring(0, Math.min(DATE_LENGTH, name.length()));
      return OptionalInt.of(
          (int) LocalDate.parse(date, DateTimeFormatter.BASIC_ISO_DATE).toEpochDay());
    } catch (DateTimeParseException e) {
      return OptionalInt.empty();
    }
  }

  /// The days that have a file, in order.
  static int[] cycles(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(QueueTailer::cycle)
          .filter(OptionalInt::isPresent)
          .mapToInt(OptionalInt::getAsInt)
          .sorted()
          .toArray();
    } catch (IOException e) {
      throw new JournalUnavailableException(
          "could not list the journal: directory=" + directory, e);
    }
  }

  /// The days that have a file, in order.
  int[] cycles() {
    return cycles(directory);
  }

  /// Moves so that the excerpt at `index` is read next.
  ///
  /// @return false if there is none
  boolean moveTo(long index) {
    return attempt("seek in", () -> tailer.moveToIndex(index));
  }

  /// Index of the last excerpt of a day, found by halving.
  ///
  /// @return -1 if it has none
  long lastIndexOf(int cycle) {
    long start = index(cycle, 0);
    if (!moveTo(start)) {
      return -1;
    }
    long reach = 1;
    while (moveTo(start + reach)) {
      reach *= 2;
    }
    long low = start + reach / 2;
    long high = start + reach;
    while (low + 1 < high) {
      long middle = (low + high) >>> 1;
      if (moveTo(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  void moveToStart() {
    for (int cycle : cycles()) {
      if (moveTo(index(cycle, 0))) {
        return;
      }
    }
    attempt("seek in", tailer::toStart);
  }

  /// Index of the excerpt that was read last.
  long lastReadIndex() {
    return tailer.lastReadIndex();
  }

  /// Copies the first bytes of the next excerpt.
  ///
  /// @param into takes them
  /// @param limit how many at most
  /// @return the length of the whole excerpt, -1 if there is none yet
  int copyNext(EntryBuffer into, int limit) {
    int length = attempt("read", () -> copy(into, limit));
    return length < 0 && moveToLaterFile() ? copyNext(into, limit) : length;
  }

  private int copy(EntryBuffer into, int limit) {
    try (DocumentContext excerpt = tailer.readingDocument()) {
      if (!excerpt.isPresent()) {
        return -1;
      }
      Bytes<?> bytes = Objects.requireNonNull(excerpt.wire()).bytes();
      int length = (int) bytes.readRemaining();
      int copied = Math.min(length, limit);
      bytes.read(into.accept(copied), 0, copied);
      return length;
    }
  }

  /* Nothing comes any more in the file of a day after which there is another: what seems not to be written yet is damaged,
   * or the mark of the file's end is missing. */
  private boolean moveToLaterFile() {
    long index = tailer.index();
    if (index < 0) {
      return false;
    }
    int current = cycle(index);
    for (int cycle : cycles()) {
      if (cycle > current && moveTo(index(cycle, 0))) {
        return true;
      }
    }
    return false;
  }

  /// How many excerpts a day has by the file's own count.
  long excerptsOf(int cycle) {
    return attempt("count the excerpts of", () -> tailer.excerptsInCycle(cycle));
  }

  private <T> T attempt(String what, Supplier<T> operation) {
    return attempt(what, directory, operation);
  }

  private static <T> T attempt(String what, Path directory, Supplier<T> operation) {
    for (int attempt = 1; ; attempt++) {
      try {
        return operation.get();
      } catch (RuntimeException | InternalError e) {
        if (attempt == ATTEMPTS || !isPassing(e)) {
          throw new JournalUnavailableException(
              "could not %s the journal: directory=%s".formatted(what, directory), e);
        }
      }
    }
  }

  private static boolean isPassing(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConcurrentModificationException) {
        return true;
      }
    }
    return false;
  }

  /// Closes the queue and all tailers over it.
  @Override
  public void close() {
    tailer.close();
    queue.close();
  }
}
