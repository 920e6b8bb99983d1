package dev.carve.benchmarks.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.carve.benchmarks.kernel.SurfaceFrames;
import dev.carve.benchmarks.kernel.TrainingProblem;
import dev.carve.benchmarks.kernel.Workload;

/// PyTorch through the Deep Java Library, passing all points of a grid through the network at once.
public final class PyTorchSurfaces implements Workload {
  private final TrainingProblem problem;
  private final PyTorchLayers layers;
  private final NDManager manager;
  private final NDArray points;

  /// A network with its grid.
  ///
  /// @param problem names the network and the size of the grid
  public PyTorchSurfaces(TrainingProblem problem) {
    this.problem = problem;
    this.layers = new PyTorchLayers(problem);
    this.manager = layers.newManager();
    float[] grid = SurfaceFrames.points(problem);
    this.points = manager.create(grid, new Shape(grid.length / 2, 2));
  }

  @Override
  public void reset() {}

  @Override
  public void run(int times) {
    for (int i = 0; i < times; i++) {
      try (NDManager frame = manager.newSubManager()) {
        probabilities(frame);
      }
    }
  }

  /// All layers' activations stay until the manager is closed.
  private NDArray probabilities(NDManager frame) {
    NDArray values = points.duplicate();
    values.attach(frame);
    for (int l = 0; l < layers.depth() - 1; l++) {
      values = layers.activations(layers.preActivations(l, values));
    }
    return layers.preActivations(layers.depth() - 1, values).softmax(1);
  }

  @Override
  public double flopsEach() {
    return SurfaceFrames.flops(problem);
  }

  @Override
  public double loss() {
    try (NDManager frame = manager.newSubManager()) {
      return probabilities(frame).get(":, 0").square().mean().getFloat();
    }
  }

  @Override
  public void close() {
    manager.close();
    layers.close();
  }
}
