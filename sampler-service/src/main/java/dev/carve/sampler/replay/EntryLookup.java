package dev.carve.sampler.replay;

import dev.carve.sampler.journal.EntryMark;
import dev.carve.sampler.journal.JournalEntry;
import dev.carve.sampler.journal.RunReader;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads entries by their marks.
///
/// Whoever goes backwards in small steps is given what was read with the entry before: a block at
/// once, since the examples of each entry lie in those before it. Owned by one thread at a time.
final class EntryLookup {
  private static final int MOST_IN_BLOCK = 64;
  private static final long BLOCK_BYTES = 8L << 20;
  private static final int SMALL_STEP = 4;

  private final RunReader reader;
  private SortedMap<Long, JournalEntry> block = new TreeMap<>();
  private long lastIndex = -1;
  private int inBlock = 1;

  EntryLookup(RunReader reader) {
    this.reader = reader;
  }

  /// The entry at a mark.
  ///
  /// @return empty if it is damaged
  Optional<JournalEntry> at(EntryMark mark) {
    long back = lastIndex - mark.index();
    lastIndex = mark.index();
    JournalEntry known = block.get(mark.index());
    if (known != null) {
      return Optional.of(known);
    }
    if (back > 0 && back <= SMALL_STEP) {
      block = reader.entriesUpTo(mark, inBlock);
      return Optional.ofNullable(block.get(mark.index()));
    }
    block = new TreeMap<>();
    Optional<JournalEntry> entry = reader.entry(mark);
    entry.ifPresent(this::chooseBlock);
    return entry;
  }

  private void chooseBlock(JournalEntry entry) {
    long bytes = (long) Float.BYTES * entry.snapshot().parameters().length();
    inBlock = Math.clamp(BLOCK_BYTES / Math.max(1, bytes), 1, MOST_IN_BLOCK);
  }
}
