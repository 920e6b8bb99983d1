package dev.carve.benchmarks.kernel;

import dev.carve.benchmarks.measurement.ChildJvm;
import dev.carve.benchmarks.measurement.ChildJvm.Command;
import dev.carve.benchmarks.measurement.Median;
import dev.carve.benchmarks.measurement.Slice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How long it takes to evaluate the surfaces of all 18 neurons of 2-8-8-2 on 64 × 64 points.
///
/// @param cpuMicros microseconds of processor time a frame, median of the rounds
/// @param allocatedBytes of the thread that evaluates, a frame
/// @param rounds each round
public record SurfaceResult(double cpuMicros, double allocatedBytes, List<Slice> rounds) {
  private static final String NETWORK = "2-8-8-2 tanh";

  /// {@return measures it}
  ///
  /// @param directory where logs lie
  /// @param plan how long
  public static SurfaceResult measure(Path directory, KernelBenchmark.Plan plan) {
    List<Slice> slices = new ArrayList<>();
    Command command =
        Command.like("surfaces", WorkloadMain.class, SurfaceFrame64.class.getName(), NETWORK, "1");
    try (ChildJvm process = ChildJvm.start(command, directory)) {
      for (int round = -plan.warmUps(); round < plan.rounds(); round++) {
        Slice slice = process.ask(Slice.class, "slice", Integer.toString(plan.sliceMs()));
        if (round >= 0) {
          slices.add(slice);
        }
      }
    }
    return new SurfaceResult(
        Median.of(slices, Slice::processCpuMicros),
        Median.of(slices, Slice::allocatedBytesEach),
        slices);
  }
}
