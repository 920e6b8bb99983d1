package dev.carve.benchmarks.viewers;

import dev.carve.benchmarks.measurement.MemoryUse;
import java.util.List;

/// What some viewers saw, and what they cost.
///
/// @param viewers how many
/// @param stalled how many more were open and did not read
/// @param seconds how long
/// @param minibatchesPerSecond of the stream beside them
/// @param published frames a second
/// @param fewest frames a second of any viewer
/// @param median frames a second of a viewer
/// @param frameBytes of one frame
/// @param longestPauseMs without a frame, of any viewer
/// @param medianMs from when a frame's newest minibatch was due until a viewer had it
/// @param p99Ms likewise, exceeded by one frame in a hundred
/// @param mostMs likewise, of all frames of all viewers
/// @param dashboardCores of processor that the dashboard used
/// @param viewerCores of processor that the viewers used
/// @param lag minibatches that the trainer was behind, every second
/// @param memory of the dashboard, from the beginning to the end
public record ViewersResult(
    int viewers,
    int stalled,
    double seconds,
    double minibatchesPerSecond,
    double published,
    double fewest,
    double median,
    double frameBytes,
    long longestPauseMs,
    double medianMs,
    double p99Ms,
    double mostMs,
    double dashboardCores,
    double viewerCores,
    List<Long> lag,
    List<MemoryUse> memory) {

  /// Copies the lists.
  public ViewersResult {
    lag = List.copyOf(lag);
    memory = List.copyOf(memory);
  }
}
