package dev.carve.benchmarks.pipeline;

/// When minibatches are due, whatever happens to those before: a producer that is late catches up,
/// and its delay counts.
///
/// @param beganNs when the first is due, on the clock of `System.nanoTime`
/// @param firstOffset its offset
/// @param perSecond how many a second
public record Schedule(long beganNs, long firstOffset, double perSecond) {
  /// {@return when the minibatch at an offset is due}
  ///
  /// @param offset its place in the stream
  public long dueNs(long offset) {
    return beganNs + (long) (1e9 * (offset - firstOffset) / perSecond);
  }

  /// {@return how many are due until a moment}
  ///
  /// @param nowNs the moment
  public long dueUntil(long nowNs) {
    return (long) Math.floor((nowNs - beganNs) * perSecond / 1e9) + 1;
  }
}
