package dev.carve.trainer.stream;

/// How fast a feed runs; may be changed from any thread while it does.
public final class FeedRate {
  private volatile double perSecond;

  /// A rate to begin with.
  ///
  /// @param perSecond examples a second; 0 for none, infinite for as fast as Kafka takes them
  /// @throws IllegalArgumentException if it is negative or NaN
  public FeedRate(double perSecond) {
    set(perSecond);
  }

  /// {@return examples a second}
  public double perSecond() {
    return perSecond;
  }

  /// Sets the rate from now on.
  ///
  /// @param perSecond examples a second; 0 for none, infinite for as fast as Kafka takes them
  /// @throws IllegalArgumentException if it is negative or NaN
  public void set(double perSecond) {
    if (!(perSecond >= 0)) {
      throw new IllegalArgumentException("rate must be 0 or more: rate=" + perSecond);
    }
    this.perSecond = perSecond;
  }
}
