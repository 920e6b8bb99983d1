package dev.carve.benchmarks.kernel;

import dev.carve.core.surface.SurfaceGrid;
import dev.carve.core.surface.SurfacePlane;
import dev.carve.core.surface.SurfaceSampler;
import dev.carve.core.surface.SurfaceSelection;

/// The surfaces of all neurons of a network with two inputs; the size of the problem's minibatch is
/// the number of points along each side of the grid.
public final class SurfaceFrames implements Workload {
  private static final SurfacePlane PLANE =
      new SurfacePlane(
          "x, y", new float[2], new float[] {1, 0}, new float[] {0, 1}, -3, 3, -3, 3, "x", "y");

  private final TrainingProblem problem;
  private final SurfaceSampler sampler;
  private final float[] parameters;

  /// A network with its grid.
  ///
  /// @param problem names the network and the size of the grid
  public SurfaceFrames(TrainingProblem problem) {
    this.problem = problem;
    this.sampler =
        new SurfaceSampler(problem.network(), grid(problem), SurfaceSelection.activations());
    this.parameters = problem.initialParameters();
  }

  private static SurfaceGrid grid(TrainingProblem problem) {
    return new SurfaceGrid(problem.batchSize(), problem.batchSize());
  }

  /// {@return the points of the grid as examples, `[points, 2]`}
  ///
  /// @param problem names the size of the grid
  public static float[] points(TrainingProblem problem) {
    SurfaceGrid grid = grid(problem);
    float[] points = new float[2 * grid.points()];
    for (int i = 0; i < grid.points(); i++) {
      points[2 * i] = grid.s(PLANE, i % grid.columns());
      points[2 * i + 1] = grid.t(PLANE, i / grid.columns());
    }
    return points;
  }

  /// {@return floating-point operations of the matrix products of one frame}
  ///
  /// @param problem names the network and the size of the grid
  public static double flops(TrainingProblem problem) {
    return problem.network().layers().stream()
        .mapToDouble(layer -> 2.0 * grid(problem).points() * layer.inputs() * layer.units())
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
    return flops(problem);
  }

  @Override
  public double loss() {
    int layer = problem.network().layers().size() - 1;
    double sum = 0;
    for (float height : sampler.activation(layer, 0)) {
      sum += (double) height * height;
    }
    return sum / sampler.grid().points();
  }
}
