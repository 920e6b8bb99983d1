package dev.carve.trainer.stream;

import java.util.function.LongSupplier;

/// Says how long to wait so that a rate is kept: tokens arrive evenly and each example takes one.
///
/// The bucket holds what arrives in 50 ms, so that a pause is not made up for by a burst. Owned by
/// one thread.
final class TokenBucket {
  private static final double SECONDS_HELD = 0.05;

  private final double perSecond;
  private final double capacity;
  private final LongSupplier nanoClock;
  private double tokens;
  private long filledNs;

  /// @param perSecond tokens a second, above 0; infinite for no limit
  /// @param nanoClock a clock that never goes back, in nanoseconds
  TokenBucket(double perSecond, LongSupplier nanoClock) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("rate must be above 0: rate=" + perSecond);
    }
    this.perSecond = perSecond;
    this.capacity = Math.max(1, perSecond * SECONDS_HELD);
    this.nanoClock = nanoClock;
    this.tokens = 1;
    this.filledNs = nanoClock.getAsLong();
  }

  /// Takes a token and returns 0, or returns how many nanoseconds to wait before asking again.
  long take() {
    if (perSecond == Double.POSITIVE_INFINITY) {
      return 0;
    }
    if (tokens < 1) {
      fill();
    }
    if (tokens < 1) {
      return (long) Math.ceil((1 - tokens) / perSecond * 1e9);
    }
    tokens--;
    return 0;
  }

  private void fill() {
    long nowNs = nanoClock.getAsLong();
    tokens = Math.min(capacity, tokens + (nowNs - filledNs) * 1e-9 * perSecond);
    filledNs = nowNs;
  }
}
