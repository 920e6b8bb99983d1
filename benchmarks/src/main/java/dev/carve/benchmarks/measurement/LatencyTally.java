package dev.carve.benchmarks.measurement;

/// Counts latencies to the millisecond, however many there are. Owned by one thread.
public final class LatencyTally {
  private static final int MOST_MS = 60_000;

  private final long[] counts = new long[MOST_MS + 1];
  private long total;

  /// Nothing is counted yet.
  public LatencyTally() {}

  /// Counts one.
  ///
  /// @param latencyMs below 0 counts as 0, above a minute as a minute
  public void add(long latencyMs) {
    counts[(int) Math.clamp(latencyMs, 0L, (long) MOST_MS)]++;
    total++;
  }

  /// {@return a percentile, ms; NaN when nothing was counted}
  ///
  /// @param share of the latencies that are not higher, from 0 to 1
  public double percentileMs(double share) {
    if (total == 0) {
      return Double.NaN;
    }
    long rank = Math.max(1, (long) Math.ceil(share * total));
    int ms = 0;
    for (long reached = counts[0]; reached < rank; reached += counts[ms]) {
      ms++;
    }
    return ms;
  }
}
