package dev.carve.trainer.training;

import java.util.concurrent.atomic.AtomicLong;

/// Counts what happens to stored model states apart from the training itself: a command replaced
/// one, or the cache in front of the store wrote one through.
///
/// While the count stays, the value that a model put into the store is still there and still waits
/// to be written through, so the model need neither look nor put it again. One counter serves all
/// tasks of a process: more changes than a task's own only make it look once more.
public final class StoreChanges {
  private final AtomicLong count = new AtomicLong();

  /// A counter that has counted nothing yet.
  public StoreChanges() {}

  /// Counts a change.
  public void happened() {
    count.incrementAndGet();
  }

  /// {@return changes so far}
  long count() {
    return count.get();
  }
}
