package dev.carve.trainer.snapshot;

import java.time.Duration;

/// When a step's parameters are published: every one of the first steps, when the surfaces change
/// fastest, then at a pace that slows down to a steady one.
///
/// Time is that of the minibatches, not of the clock, so that the same stream gives the same
/// snapshots.
///
/// @param denseSteps how many steps at the beginning of a run are published each
/// @param earlySteps until which step the early interval holds
/// @param earlyInterval shortest time between two snapshots until then
/// @param interval shortest time between two snapshots afterwards
public record SnapshotPolicy(
    int denseSteps, int earlySteps, Duration earlyInterval, Duration interval) {

  /// {@return fast enough to be watched, slow enough to be kept}
  public static SnapshotPolicy standard() {
    return new SnapshotPolicy(50, 3_000, Duration.ofMillis(50), Duration.ofMillis(100));
  }

  /// {@return whether a snapshot is due}
  ///
  /// @param step steps taken
  /// @param lastStep step of the snapshot before, or -1
  /// @param timeMs of the minibatch just consumed, ms since 1970
  /// @param lastTimeMs of the snapshot before, ms since 1970
  public boolean isDue(long step, long lastStep, long timeMs, long lastTimeMs) {
    if (step == lastStep) {
      return false;
    }
    if (step <= denseSteps || lastStep < 0) {
      return true;
    }
    Duration pause = step <= earlySteps ? earlyInterval : interval;
    return timeMs - lastTimeMs >= pause.toMillis();
  }
}
