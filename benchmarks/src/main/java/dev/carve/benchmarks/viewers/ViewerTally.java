package dev.carve.benchmarks.viewers;

/// What one viewer has seen. Owned by one thread.
final class ViewerTally {
  private long frames;
  private long lastMs = -1;
  private long longestPauseMs;

  /// Begins anew; the pause that is going on counts.
  void clear() {
    frames = 0;
    longestPauseMs = 0;
  }

  void add(long nowMs) {
    if (lastMs >= 0) {
      longestPauseMs = Math.max(longestPauseMs, nowMs - lastMs);
    }
    lastMs = nowMs;
    frames++;
  }

  long frames() {
    return frames;
  }

  long longestPauseMs(long nowMs) {
    return Math.max(longestPauseMs, nowMs - lastMs);
  }
}
