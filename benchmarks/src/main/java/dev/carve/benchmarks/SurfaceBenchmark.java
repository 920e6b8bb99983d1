package dev.carve.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.carve.core.network.Network;
import dev.carve.core.network.WeightInitializer;
import dev.carve.core.surface.SurfaceGrid;
import dev.carve.core.surface.SurfacePlane;
import dev.carve.core.surface.SurfaceSampler;
import dev.carve.core.surface.SurfaceSelection;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How long does it take to evaluate the surfaces of all 18 neurons of 2-8-8-2?
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class SurfaceBenchmark {
  private static final Network NETWORK = Networks.parse("2-8-8-2 tanh");
  private static final float[] PARAMETERS = WeightInitializer.initialize(NETWORK, 42);
  private static final SurfacePlane PLANE =
      new SurfacePlane(
          "x, y", new float[2], new float[] {1, 0}, new float[] {0, 1}, -3, 3, -3, 3, "x", "y");

  /// Grid points along each side.
  @Param({"32", "64", "128"})
  int side = 64;

  private @Nullable SurfaceSampler sampler;

  /// Creates a benchmark that JMH fills in.
  public SurfaceBenchmark() {}

  /// Builds the grid.
  @Setup
  public void build() {
    sampler =
        new SurfaceSampler(NETWORK, new SurfaceGrid(side, side), SurfaceSelection.activations());
  }

  /// One frame.
  ///
  /// @return the surface of the last class
  @Benchmark
  public float[] frame() {
    SurfaceSampler built = requireNonNull(sampler);
    built.sample(PARAMETERS, null, PLANE);
    return built.activation(2, 1);
  }
}
