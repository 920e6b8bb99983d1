package dev.carve.benchmarks.kernel;

import dev.carve.core.surface.SurfaceGrid;
import dev.carve.core.surface.SurfacePlane;
import dev.carve.core.surface.SurfaceSampler;
import dev.carve.core.surface.SurfaceSelection;

/// The surfaces of all neurons of a network with two inputs, 64 × 64 points each.
public final class SurfaceFrame64 implements Workload {
  private static final int SIDE = 64;
  private static final SurfacePlane PLANE =
      new SurfacePlane(
          "x, y", new float[2], new float[] {1, 0}, new float[] {0, 1}, -3, 3, -3, 3, "x", "y");

  private final SurfaceSampler sampler;
  private final float[] parameters;
  private final double flops;

  /// A network with its grid.
  ///
  /// @param problem names the network
  public SurfaceFrame64(TrainingProblem problem) {
    this.sampler =
        new SurfaceSampler(
            problem.network(), new SurfaceGrid(SIDE, SIDE), SurfaceSelection.activations());
    this.parameters = problem.initialParameters();
    this.flops =
        problem.network().layers().stream()
            .mapToDouble(layer -> 2.0 * SIDE * SIDE * layer.inputs() * layer.units())
            .sum();
  }

  @Override
  public void reset() {}

  @Override
  public void run(int times) {
    for (int i = 0; i < times; i++) {
      sampler.sample(parameters, null, PLANE);
    }
  }

  @Override
  public double flopsEach() {
    return flops;
  }

  @Override
  public double loss() {
    return Double.NaN;
  }
}
