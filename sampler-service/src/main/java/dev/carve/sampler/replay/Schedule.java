package dev.carve.sampler.replay;

import dev.carve.sampler.journal.EntryMark;
import java.time.Duration;

/// How long after one snapshot the next one is due.
///
/// By time, pauses of the run itself are cut to two seconds of whoever watches, or of the run where
/// it is watched in slow motion.
final class Schedule {
  private static final double LONGEST_PAUSE_NS = Duration.ofSeconds(2).toNanos();
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double LONGEST_WAIT_NS = Duration.ofDays(1).toNanos();
  private static final long LOOP_PAUSE_NS = Duration.ofMillis(500).toNanos();

  private Schedule() {}

  /// {@return ns from one snapshot to its neighbour}
  static long pauseNs(Pace pace, EntryMark one, EntryMark other) {
    return switch (pace) {
      case Pace.Fastest _ -> 0;
      case Pace.ByTime(double speed) -> {
        double ns = Math.abs(other.timeUs() - one.timeUs()) * NANOS_PER_MICRO / speed;
        yield (long) Math.min(ns, Math.min(LONGEST_PAUSE_NS / Math.min(1, speed), LONGEST_WAIT_NS));
      }
      case Pace.BySteps(double stepsPerSecond) -> {
        double ns = Math.abs(other.step() - one.step()) * NANOS_PER_SECOND / stepsPerSecond;
        yield (long) Math.min(ns, LONGEST_WAIT_NS);
      }
    };
  }

  /// {@return ns from the end of a range to its beginning}
  static long loopPauseNs(Pace pace) {
    return pace instanceof Pace.Fastest ? 0 : LOOP_PAUSE_NS;
  }
}
