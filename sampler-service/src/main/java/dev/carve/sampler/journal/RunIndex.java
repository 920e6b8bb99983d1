package dev.carve.sampler.journal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of a run without reading its entries again: how many, from when to when, and its
/// history.
///
/// It is extended by reading on from where it ended. Owned by one thread at a time.
final class RunIndex {
  /// Where reading goes on and what has been counted.
  ///
  /// @param lastIndex of the last entry taken in
  /// @param snapshots entries taken in
  /// @param bytes of their excerpts
  /// @param first the first entry's point
  /// @param model the model's name
  /// @param spec the spec of the last entry
  record Extent(
      long lastIndex, long snapshots, long bytes, HistoryPoint first, String model, String spec) {}

  private static final int EXCERPT_HEADER_BYTES = 4;

  private final RunHistory history;
  private @Nullable Extent extent;

  RunIndex() {
    this(new RunHistory(), null);
  }

  RunIndex(RunHistory history, @Nullable Extent extent) {
    this.history = history;
    this.extent = extent;
  }

  RunHistory history() {
    return history;
  }

  Optional<Extent> extent() {
    return Optional.ofNullable(extent);
  }

  /// Takes in one more entry.
  void add(long index, int excerptBytes, EntryFacts facts, KeyEntry key) {
    HistoryPoint point = facts.historyPoint();
    Extent before = extent;
    long bytes = (long) EXCERPT_HEADER_BYTES + excerptBytes;
    extent =
        before == null
            ? new Extent(index, 1, bytes, point, key.model(), key.spec())
            : new Extent(
                index,
                before.snapshots() + 1,
                before.bytes() + bytes,
                before.first(),
                key.model(),
                key.spec());
    history.add(point);
  }

  /// Takes in all entries after the last one, up to the end.
  ///
  /// @return how many there were
  long advance(EntryTailer tailer) {
    moveBehindLast(tailer);
    long added = 0;
    for (var next = tailer.nextLocated(); next.isPresent(); next = tailer.nextLocated()) {
      EntryTailer.Located located = next.get();
      add(located.index(), located.bytes(), located.facts(), located.key());
      added++;
    }
    return added;
  }

  private void moveBehindLast(EntryTailer tailer) {
    Extent known = extent;
    if (known == null) {
      tailer.moveToStart();
    } else if (tailer.moveTo(known.lastIndex())) {
      tailer.skip();
    } else {
      throw new JournalUnavailableException(
          "an entry that was read before must still be there: index=%x"
              .formatted(known.lastIndex()));
    }
  }
}
