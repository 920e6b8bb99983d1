package dev.carve.trainer.stream;

import java.util.function.LongSupplier;

/// Says how long to wait so that a rate is kept: tokens arrive evenly and each example takes one.
///
/// The bucket holds what arrives in 50 ms, so that a pause is not made up for by a burst. Owned by
/// one thread.
final class TokenBucket {
  private static final double SECONDS_HELD = 0.05;

  private final FeedRate rate;
  private final LongSupplier nanoClock;
  private double perSecond;
  private double tokens;
  private long filledNs;

  /// @param rate tokens a second, which may change
  /// @param nanoClock a clock that never goes back, in nanoseconds
  TokenBucket(FeedRate rate, LongSupplier nanoClock) {
    this.rate = rate;
    this.nanoClock = nanoClock;
    this.perSecond = rate.perSecond();
    this.tokens = 1;
    this.filledNs = nanoClock.getAsLong();
  }

  /// Takes a token and returns 0, or returns how many nanoseconds to wait before asking again,
  /// which may be for ever.
  long take() {
    double wanted = rate.perSecond();
    if (wanted != perSecond) {
      fill();
      perSecond = wanted;
      tokens = Math.min(tokens, capacity());
    }
    if (perSecond == Double.POSITIVE_INFINITY) {
      return 0;
    }
    if (perSecond == 0) {
      return Long.MAX_VALUE;
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

  private double capacity() {
    return Math.max(1, perSecond * SECONDS_HELD);
  }

  private void fill() {
    long nowNs = nanoClock.getAsLong();
    if (perSecond < Double.POSITIVE_INFINITY) {
      tokens = Math.min(capacity(), tokens + (nowNs - filledNs) * 1e-9 * perSecond);
    }
    filledNs = nowNs;
  }
}
