package dev.carve.benchmarks.viewers;

import dev.carve.benchmarks.measurement.LatencyTally;

/// What all viewers together have seen. Owned by one thread.
final class FrameTally {
  private LatencyTally latencies = new LatencyTally();
  private long newestStep = -1;
  private long published;
  private long frames;
  private long bytes;

  /// Begins anew.
  void clear() {
    latencies = new LatencyTally();
    published = 0;
    frames = 0;
    bytes = 0;
  }

  void add(long step, long latencyMs, long frameBytes) {
    if (step > newestStep) {
      newestStep = step;
      published++;
    }
    latencies.add(latencyMs);
    frames++;
    bytes += frameBytes;
  }

  LatencyTally latencies() {
    return latencies;
  }

  /// How many different frames somebody has seen.
  long published() {
    return published;
  }

  long frames() {
    return frames;
  }

  long bytes() {
    return bytes;
  }
}
