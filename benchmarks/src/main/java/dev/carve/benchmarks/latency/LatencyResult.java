package dev.carve.benchmarks.latency;

import java.util.List;

/// How late frames were at one rate.
///
/// @param load the rate as a share of the highest that is sustained
/// @param minibatchesPerSecond the rate
/// @param latenciesMs of each frame, ascending: from when its newest minibatch was due to be
///   produced until it appeared
public record LatencyResult(double load, double minibatchesPerSecond, List<Double> latenciesMs) {

  /// {@return a percentile of the latencies, ms; NaN without frames}
  ///
  /// @param share of the frames that are not later, from 0 to 1
  public double percentileMs(double share) {
    if (latenciesMs.isEmpty()) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(share * latenciesMs.size());
    return latenciesMs.get(Math.clamp(rank - 1, 0, latenciesMs.size() - 1));
  }
}
