package dev.carve.sampler.replay;

import dev.carve.sampler.journal.EntryMark;
import dev.carve.sampler.journal.RunReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Goes from snapshot to snapshot through a range, forwards or backwards, without reading them.
///
/// Marks are read in blocks, since the journal can only be read forwards. Owned by one thread at a
/// time.
final class MarkWalk {
  private static final int BLOCK = 512;

  private final RunReader reader;
  private final Deque<EntryMark> ahead = new ArrayDeque<>();
  private final ReplayRange range;
  private final boolean backwards;
  private @Nullable EntryMark last;

  /// A walk that has not begun.
  MarkWalk(RunReader reader, ReplayRange range, boolean backwards) {
    this.reader = reader;
    this.range = range;
    this.backwards = backwards;
  }

  /// Begins at the newest snapshot that is not beyond a step, or at the nearest one of the range.
  ///
  /// @return the snapshot there; empty if the range holds none
  Optional<EntryMark> begin(long step) {
    ahead.clear();
    last = null;
    Optional<EntryMark> begun =
        reader.markAt(Math.clamp(step, range.from(), range.to())).filter(this::isWithin);
    begun.ifPresent(mark -> last = mark);
    return begun;
  }

  /// The next snapshot in the direction of the walk.
  ///
  /// @return empty at the end of the range, or of what is journalled by now
  Optional<EntryMark> next() {
    EntryMark from = last;
    if (from == null) {
      return Optional.empty();
    }
    if (ahead.isEmpty()) {
      ahead.addAll(block(from));
    }
    EntryMark next = ahead.pollFirst();
    if (next == null || !isWithin(next) || isBeforeTheFirst(from)) {
      ahead.clear();
      return Optional.empty();
    }
    last = next;
    return Optional.of(next);
  }

  private List<EntryMark> block(EntryMark from) {
    return backwards ? reader.marksBefore(from, BLOCK) : reader.marksAfter(from, BLOCK);
  }

  private boolean isWithin(EntryMark mark) {
    return mark.step() <= range.to();
  }

  /// The first snapshot of a range is the one that holds at its first step, which lies before it.
  private boolean isBeforeTheFirst(EntryMark from) {
    return backwards && from.step() <= range.from();
  }
}
