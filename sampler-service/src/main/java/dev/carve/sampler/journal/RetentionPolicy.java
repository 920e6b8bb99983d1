package dev.carve.sampler.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// How long what is kept.
///
/// A day's file is treated as a whole, when all of its day is old enough.
///
/// @param thinnedAfter everything is kept so long, then one snapshot a minute
/// @param hourlyAfter one a minute is kept so long, then one an hour
/// @param neighbourhood everything is kept that is no farther than this from an event
/// @param age after which a day is deleted, empty for never
/// @param bytes beyond which the oldest days of all runs are deleted, empty for never
public record RetentionPolicy(
    Duration thinnedAfter,
    Duration hourlyAfter,
    Duration neighbourhood,
    Optional<Duration> age,
    Optional<Long> bytes) {

  /// How much is left of a day.
  enum Density {
    /// Everything.
    FULL(0),
    /// One snapshot a minute.
    MINUTELY(Duration.ofMinutes(1).toNanos() / 1_000),
    /// One snapshot an hour.
    HOURLY(Duration.ofHours(1).toNanos() / 1_000);

    private final long intervalUs;

    Density(long intervalUs) {
      this.intervalUs = intervalUs;
    }

    /// The stretch of time that keeps one snapshot, as a number.
    long stretch(long timeUs) {
      return Math.floorDiv(timeUs, intervalUs);
    }
  }

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException if a duration is negative, or the hourly age below the other
  public RetentionPolicy {
    if (thinnedAfter.isNegative() || hourlyAfter.compareTo(thinnedAfter) < 0) {
      throw new IllegalArgumentException(
          "thinning must begin at 0 or later and be hourly last: thinnedAfter=%s, hourlyAfter=%s"
              .formatted(thinnedAfter, hourlyAfter));
    }
    if (neighbourhood.isNegative()) {
      throw new IllegalArgumentException(
          "neighbourhood must not be negative: neighbourhood=" + neighbourhood);
    }
  }

  /// What is to be left of a day.
  ///
  /// @param day days since 1970
  Density density(int day, Instant now) {
    Duration old = Duration.between(end(day), now);
    if (old.compareTo(hourlyAfter) >= 0) {
      return Density.HOURLY;
    }
    return old.compareTo(thinnedAfter) >= 0 ? Density.MINUTELY : Density.FULL;
  }

  /// Whether a day is to be deleted for its age.
  boolean isOutdated(int day, Instant now) {
    return age.isPresent() && Duration.between(end(day), now).compareTo(age.get()) >= 0;
  }

  /// Whether a day may be deleted for the space that it takes: never the last two.
  boolean isExpendable(int day, Instant now) {
    return Duration.between(end(day), now).compareTo(Duration.ofDays(1)) >= 0;
  }

  private static Instant end(int day) {
    return LocalDate.ofEpochDay(day + 1L).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
