package dev.carve.benchmarks.kernel;

import dev.carve.benchmarks.measurement.Slice;
import java.util.List;

/// How long it takes to evaluate the surfaces of all neurons of a network.
///
/// @param network sizes of the layers, and the activation of the hidden ones
/// @param side grid points along each side
/// @param contenders what each took
/// @param growth how Carve's throughput grows
public record SurfaceResult(
    String network, int side, List<ContenderResult> contenders, List<Growth> growth) {

  /// What one contender took.
  ///
  /// @param name what it is called
  /// @param cpuMicros microseconds of processor time a frame, median of the rounds
  /// @param allocatedBytes of the thread that evaluates, a frame, median of the rounds
  /// @param meanSquare of the first class's heights
  /// @param rounds each round
  public record ContenderResult(
      String name,
      double cpuMicros,
      double allocatedBytes,
      double meanSquare,
      List<Slice> rounds) {}

  /// Carve's throughput on one network and grid.
  ///
  /// @param network sizes of the layers, and the activation of the hidden ones
  /// @param side grid points along each side
  /// @param processes how many evaluate at once
  /// @param framesPerSecond of all processes together
  /// @param heightsPerSecond the same in heights: frames × neurons × points
  public record Growth(
      String network, int side, int processes, double framesPerSecond, double heightsPerSecond) {}
}
