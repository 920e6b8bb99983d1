package dev.carve.trainer.snapshot;

import java.time.Duration;

/// When a step's parameters are published: every one of the first steps, when the surfaces change
/// fastest, then at a pace that slows down to a steady one.
///
/// Time is that of the minibatches, not of the clock, so that the same stream gives the same
/// snapshots. Where it goes back, by more than minibatches of several producers overtake each
/// other, a snapshot is due and time counts on from there: one minibatch from the far future does
/// not keep all later ones from being published.
///
/// @param denseSteps how many steps at the beginning of a run are published each
/// @param earlySteps until which step the early interval holds
/// @param earlyInterval shortest time between two snapshots until then
/// @param interval shortest time between two snapshots afterwards
/// @param disorder how far a minibatch's time may lie before that of the last snapshot and count as
///   late
public record SnapshotPolicy(
    int denseSteps, int earlySteps, Duration earlyInterval, Duration interval, Duration disorder) {

  /// {@return fast enough to be watched, slow enough to be kept}
  public static SnapshotPolicy standard() {
    return new SnapshotPolicy(
        50, 3_000, Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofSeconds(5));
  }

  /// {@return whether a snapshot is due}
  ///
  /// @param step steps taken
  /// @param lastStep step of the snapshot before, or -1
  /// @param timeMs of the minibatch just consumed, ms since 1970, at least 0
  /// @param lastTimeMs of the snapshot before, ms since 1970, at least 0
  public boolean isDue(long step, long lastStep, long timeMs, long lastTimeMs) {
    if (step == lastStep) {
      return false;
    }
    if (step <= denseSteps || lastStep < 0) {
      return true;
    }
    Duration pause = step <= earlySteps ? earlyInterval : interval;
    long elapsedMs = timeMs - lastTimeMs;
    return elapsedMs >= pause.toMillis() || elapsedMs < -disorder.toMillis();
  }
}
