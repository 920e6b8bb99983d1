package dev.carve.standalone.command;

import dev.carve.sampler.journal.RunSummary;
import dev.carve.sampler.replay.Pace;
import dev.carve.sampler.replay.ReplayCourse;
import dev.carve.sampler.replay.ReplayRange;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which steps are replayed, how fast, and in which direction.
final class ReplayOptions {
  @Option(names = "--from", paramLabel = "STEP", description = "First step (default: the run's).")
  private @Nullable Long from;

  @Option(names = "--to", paramLabel = "STEP", description = "Last step (default: the run's).")
  private @Nullable Long to;

  @Option(
      names = "--speed",
      paramLabel = "X",
      description = "Times as fast as it happened, 0.01 and more; 0 is as fast as possible.")
  private @Nullable Double speed;

  @Option(
      names = "--steps-per-second",
      paramLabel = "N",
      description = "Instead of a speed: so many steps a second, however long they took.")
  private @Nullable Double stepsPerSecond;

  @Option(names = "--backwards", description = "From the last step to the first.")
  private boolean backwards;

  @Option(names = "--loop", description = "Begin again at the end, for ever.")
  private boolean loop;

  /// Whether anything is said about the pace.
  boolean hasPace() {
    return speed != null || stepsPerSecond != null;
  }

  boolean loops() {
    return loop;
  }

  /// The course of a run's replay.
  ///
  /// @param otherwise the pace when none is given
  ReplayCourse course(RunSummary run, Pace otherwise) {
    return new ReplayCourse(range(run), pace().orElse(otherwise), backwards, loop);
  }

  /// The steps, which the run must have.
  ReplayRange range(RunSummary run) {
    long first = from == null ? run.firstStep() : from;
    long last = to == null ? Math.max(run.lastStep(), first) : to;
    if (first < 0 || last < first) {
      throw CommandFailedException.badUsage(
          "a range must begin at 0 or later and not end before: --from=%d, --to=%d"
              .formatted(first, last));
    }
    if (first > run.lastStep() || last < run.firstStep()) {
      throw CommandFailedException.badUsage(
          "the run has steps %d to %d: --from=%d, --to=%d"
              .formatted(run.firstStep(), run.lastStep(), first, last));
    }
    return new ReplayRange(first, last);
  }

  private Optional<Pace> pace() {
    if (speed != null && stepsPerSecond != null) {
      throw CommandFailedException.badUsage(
          "one pace is enough: --speed=%s, --steps-per-second=%s".formatted(speed, stepsPerSecond));
    }
    try {
      if (speed != null) {
        return Optional.of(Pace.ofSpeed(speed));
      }
      return stepsPerSecond == null ? Optional.empty() : Optional.of(Pace.ofSteps(stepsPerSecond));
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.badUsage(
          speed != null
              ? "speed must be 0 or more: --speed=" + speed
              : "steps per second must be above 0: --steps-per-second=" + stepsPerSecond);
    }
  }

  /// What the page's address says of a course.
  String query(RunSummary run) {
    ReplayRange range = range(run);
    pace();
    StringJoiner query = new StringJoiner("&");
    query.add("step=" + (backwards ? range.to() : range.from()));
    if (from != null) {
      query.add("from=" + range.from());
    }
    if (to != null) {
      query.add("to=" + range.to());
    }
    if (speed != null) {
      query.add("speed=" + number(speed));
    }
    if (stepsPerSecond != null) {
      query.add("stepsPerSecond=" + number(stepsPerSecond));
    }
    if (backwards) {
      query.add("backwards=true");
    }
    if (loop) {
      query.add("loop=true");
    }
    return query.add("play=true").toString();
  }

  private static String number(double value) {
    return new java.math.BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
