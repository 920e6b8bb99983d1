package dev.carve.sampler.journal;

import dev.carve.core.event.MalformedEventException;
import dev.carve.core.event.ParameterSnapshot;
import java.nio.file.Path;
import java.util.Optional;
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
  record Located(long index, int bytes, EntryFacts facts, KeyEntry key) {
    boolean isKey() {
      return facts.equals(key.facts());
    }
  }

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
  /// @param bytes length of the excerpt
  record Probe(long index, long step, long sinceKey, int bytes) {
    private static final Probe NONE = new Probe(-1, -1, 0, 0);

    boolean exists() {
      return index >= 0;
    }
  }

  /// One excerpt that was looked at.
  ///
  /// @param index in the queue
  /// @param step its step, -1 if it is not intact
  /// @param mistake what is wrong with it, empty if it is intact
  record Examined(long index, long step, String mistake) {
    boolean isIntact() {
      return mistake.isEmpty();
    }
  }

  private final RunLease lease;
  private final QueueTailer tailer;
  private final QueueTailer keyTailer;
  private final EntryBuffer buffer = new EntryBuffer(4096);
  private final EntryBuffer keyBuffer = new EntryBuffer(4096);
  private long keyIndex = -1;
  private @Nullable KeyEntry key;
  private long damaged;

  /// Opens a run's queue.
  ///
  /// @throws JournalUnavailableException if it is damaged
  EntryTailer(Path directory) {
    this.lease = RunLease.share(directory);
    QueueTailer opened = null;
    try {
      opened = QueueTailer.open(directory);
      this.tailer = opened;
      this.keyTailer = opened.another();
    } catch (JournalUnavailableException e) {
      if (opened != null) {
        opened.close();
      }
      lease.close();
      throw e;
    }
  }

  /// How many excerpts were passed over.
  long damaged() {
    return damaged;
  }

  /// The days that have a file, in order.
  int[] cycles() {
    return tailer.cycles();
  }

  /// Moves so that the entry at `index` is read next.
  ///
  /// @return false if there is none
  boolean moveTo(long index) {
    return tailer.moveTo(index);
  }

  void moveToStart() {
    tailer.moveToStart();
  }

  /// The first intact entry at or after `index` in the same file.
  Probe probe(long index) {
    for (long i = index; moveTo(i) && tailer.copyNext(buffer, Integer.MAX_VALUE) >= 0; i++) {
      if (tailer.lastReadIndex() != i) {
        break;
      }
      if (EntryCodec.isIntact(buffer)) {
        EntryCodec.Head head = EntryCodec.readHead(buffer);
        return new Probe(i, head.step(), head.sinceKey(), buffer.limit());
      }
    }
    return Probe.NONE;
  }

  /// Reads the figures of the next entry, at the cost of its first bytes: its checksum is not
  /// looked at.
  Optional<Located> nextLocated() {
    while (true) {
      int length = tailer.copyNext(buffer, EntryCodec.FACTS_BYTES);
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

  /// How many examples the entry at `index` brings, at the cost of its first bytes: its checksum is
  /// not looked at.
  ///
  /// @return 0 if there is no such entry
  int examplesOf(long index) {
    if (!moveTo(index) || tailer.copyNext(buffer, EntryCodec.FACTS_BYTES) < 0) {
      return 0;
    }
    try {
      EntryCodec.Head head = EntryCodec.readHead(buffer);
      return head.isKey()
          ? ExampleWindow.EXAMPLES
          : EntryCodec.readExampleCountAfter(keyAt(index - head.sinceKey()), head, buffer);
    } catch (MalformedEventException e) {
      return 0;
    }
  }

  /// Reads the next entry whole.
  Optional<Entry> next() {
    while (tailer.copyNext(buffer, Integer.MAX_VALUE) >= 0) {
      try {
        return Optional.of(read(tailer.lastReadIndex()));
      } catch (MalformedEventException e) {
        damaged++;
      }
    }
    return Optional.empty();
  }

  /// Looks at the next excerpt, whatever it is.
  Optional<Examined> examineNext() {
    if (tailer.copyNext(buffer, Integer.MAX_VALUE) < 0) {
      return Optional.empty();
    }
    long index = tailer.lastReadIndex();
    try {
      return Optional.of(new Examined(index, read(index).snapshot().step(), ""));
    } catch (MalformedEventException e) {
      return Optional.of(new Examined(index, -1, withoutIndex(e)));
    }
  }

  /* Entries that lack the same thing are told of together. */
  private static String withoutIndex(MalformedEventException e) {
    return String.valueOf(e.getMessage()).replaceFirst(": index=\\p{XDigit}+$", "");
  }

  /// How many excerpts a day has by the file's own count.
  long excerptsOf(int cycle) {
    return tailer.excerptsOf(cycle);
  }

  /// The excerpt that was read last, as it is.
  EntryBuffer excerpt() {
    return buffer;
  }

  /// Copies the next excerpt as it is.
  ///
  /// @return its length, -1 if there is none yet
  int copyNext(EntryBuffer into) {
    return tailer.copyNext(into, Integer.MAX_VALUE);
  }

  /// Passes over the next excerpt.
  void skip() {
    tailer.copyNext(buffer, 0);
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
    if (!keyTailer.moveTo(index) || keyTailer.copyNext(keyBuffer, Integer.MAX_VALUE) < 0) {
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

  @Override
  public void close() {
    try {
      keyTailer.close();
      tailer.close();
    } finally {
      lease.close();
    }
  }
}
