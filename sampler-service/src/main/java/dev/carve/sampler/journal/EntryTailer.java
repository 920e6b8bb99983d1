package dev.carve.sampler.journal;

import dev.carve.core.event.MalformedEventException;
import dev.carve.core.event.ParameterSnapshot;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/// A tailer over one run's queue that understands entries.
///
/// Excerpts that are no entries, fail their checksum or refer to a key entry that cannot be read
/// are passed over and counted. Owned by one thread at a time.
final class EntryTailer implements AutoCloseable {
  /// The figures of one entry and where it lies.
  ///
  /// @param index in the queue
  /// @param bytes length of the excerpt
  /// @param facts its figures
  /// @param key the key entry that it refers to, or itself
  record Located(long index, int bytes, EntryFacts facts, KeyEntry key) {}

  /// One entry.
  ///
  /// @param isKey whether it stands alone
  /// @param snapshot its recent examples are those of this entry alone
  /// @param key the key entry that it refers to, or itself
  record Entry(boolean isKey, ParameterSnapshot snapshot, KeyEntry key) {}

  /// Where an entry lies.
  ///
  /// @param index in the queue
  /// @param step its step
  /// @param sinceKey entries since its key entry
  record Probe(long index, long step, long sinceKey) {
    private static final Probe NONE = new Probe(-1, -1, 0);

    boolean exists() {
      return index >= 0;
    }
  }

  private final Path directory;
  private final SingleChronicleQueue queue;
  private final ExcerptTailer tailer;
  private final ExcerptTailer keyTailer;
  private final EntryBuffer buffer = new EntryBuffer(4096);
  private final EntryBuffer keyBuffer = new EntryBuffer(4096);
  private long keyIndex = -1;
  private @Nullable KeyEntry key;
  private long damaged;

  EntryTailer(Path directory) {
    this.directory = directory;
    this.queue = attempt("open", () -> ChronicleQueues.openToRead(directory));
    this.tailer = newTailer();
    this.keyTailer = newTailer();
  }

  private ExcerptTailer newTailer() {
    ExcerptTailer created = attempt("open", queue::createTailer);
    created.singleThreadedCheckDisabled(true);
    return created;
  }

  /// How many excerpts were passed over.
  long damaged() {
    return damaged;
  }

  /// Index of the last entry, or -1 when there is none yet.
  long lastIndex() {
    return attempt("find the end of", queue::lastIndex);
  }

  int cycle(long index) {
    return queue.rollCycle().toCycle(index);
  }

  long index(int cycle, long sequence) {
    return queue.rollCycle().toIndex(cycle, sequence);
  }

  /// How many entries of the same file lie before it.
  long sequence(long index) {
    return queue.rollCycle().toSequenceNumber(index);
  }

  /// The days that have a file, in order.
  int[] cycles() {
    return attempt(
        "list the files of",
        () -> {
          int first = queue.firstCycle();
          return first == Integer.MAX_VALUE
              ? new int[0]
              : queue.listCyclesBetween(first, queue.lastCycle()).stream()
                  .mapToInt(Long::intValue)
                  .toArray();
        });
  }

  /// Moves so that the entry at `index` is read next.
  ///
  /// @return false if there is none
  boolean moveTo(long index) {
    return attempt("seek in", () -> tailer.moveToIndex(index));
  }

  void moveToStart() {
    attempt("seek in", tailer::toStart);
  }

  /// The first intact entry at or after `index` in the same file.
  Probe probe(long index) {
    for (long i = index; moveTo(i) && copyNext(tailer, buffer, Integer.MAX_VALUE); i++) {
      if (tailer.lastReadIndex() != i) {
        break;
      }
      if (EntryCodec.isIntact(buffer)) {
        EntryCodec.Head head = EntryCodec.readHead(buffer);
        return new Probe(i, head.step(), head.sinceKey());
      }
    }
    return Probe.NONE;
  }

  /// Reads the figures of the next entry, at the cost of its first bytes: its checksum is not
  /// looked at.
  Optional<Located> nextLocated() {
    while (true) {
      int length = copyNextFacts();
      if (length < 0) {
        return Optional.empty();
      }
      long index = tailer.lastReadIndex();
      try {
        EntryCodec.Head head = EntryCodec.readHead(buffer);
        KeyEntry keyOfIt = keyAt(index - head.sinceKey());
        EntryFacts facts =
            head.isKey() ? keyOfIt.facts() : EntryCodec.readFactsAfter(keyOfIt, head, buffer);
        return Optional.of(new Located(index, length, facts, keyOfIt));
      } catch (MalformedEventException e) {
        damaged++;
      }
    }
  }

  /// Reads the next entry whole.
  Optional<Entry> next() {
    while (copyNext(tailer, buffer, Integer.MAX_VALUE)) {
      try {
        return Optional.of(read(tailer.lastReadIndex()));
      } catch (MalformedEventException e) {
        damaged++;
      }
    }
    return Optional.empty();
  }

  /// Passes over the next excerpt.
  void skip() {
    copyNext(tailer, buffer, 0);
  }

  /// Index of the entry that was read last.
  long lastReadIndex() {
    return tailer.lastReadIndex();
  }

  private Entry read(long index) {
    requireIntact(buffer, index);
    EntryCodec.Head head = EntryCodec.readHead(buffer);
    KeyEntry keyOfIt;
    EntryFacts facts;
    if (head.isKey()) {
      keyOfIt = EntryCodec.readKey(head, buffer);
      facts = keyOfIt.facts();
      remember(index, keyOfIt);
    } else {
      keyOfIt = keyAt(index - head.sinceKey());
      facts = EntryCodec.readFactsAfter(keyOfIt, head, buffer);
    }
    return new Entry(head.isKey(), EntryCodec.readTensors(keyOfIt, head, facts, buffer), keyOfIt);
  }

  private KeyEntry keyAt(long index) {
    KeyEntry remembered = key;
    if (remembered != null && keyIndex == index) {
      return remembered;
    }
    if (!attempt("seek in", () -> keyTailer.moveToIndex(index))
        || !copyNext(keyTailer, keyBuffer, Integer.MAX_VALUE)) {
      throw new MalformedEventException("key entry must exist: index=%x".formatted(index));
    }
    requireIntact(keyBuffer, index);
    EntryCodec.Head head = EntryCodec.readHead(keyBuffer);
    if (!head.isKey()) {
      throw new MalformedEventException("entry must be a key entry: index=%x".formatted(index));
    }
    KeyEntry read = EntryCodec.readKey(head, keyBuffer);
    remember(index, read);
    return read;
  }

  private void remember(long index, KeyEntry read) {
    keyIndex = index;
    key = read;
  }

  private static void requireIntact(EntryBuffer excerpt, long index) {
    if (!EntryCodec.isIntact(excerpt)) {
      throw new MalformedEventException("checksum must hold: index=%x".formatted(index));
    }
  }

  private int copyNextFacts() {
    int[] length = {-1};
    copyNext(tailer, buffer, EntryCodec.FACTS_BYTES, length);
    return length[0];
  }

  private boolean copyNext(ExcerptTailer from, EntryBuffer into, int limit) {
    return copyNext(from, into, limit, new int[1]);
  }

  private boolean copyNext(ExcerptTailer from, EntryBuffer into, int limit, int[] length) {
    return attempt(
        "read",
        () -> {
          try (DocumentContext excerpt = from.readingDocument()) {
            if (!excerpt.isPresent()) {
              return false;
            }
            Bytes<?> bytes = Objects.requireNonNull(excerpt.wire()).bytes();
            length[0] = (int) bytes.readRemaining();
            int copied = Math.min(length[0], limit);
            bytes.read(into.accept(copied), 0, copied);
            return true;
          }
        });
  }

  private <T> T attempt(String what, Supplier<T> operation) {
    try {
      return operation.get();
    } catch (RuntimeException | InternalError e) {
      throw new JournalUnavailableException(
          "could not %s the journal: directory=%s".formatted(what, directory), e);
    }
  }

  @Override
  public void close() {
    tailer.close();
    keyTailer.close();
    queue.close();
  }
}
