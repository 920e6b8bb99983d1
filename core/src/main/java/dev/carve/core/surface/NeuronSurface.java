package dev.carve.core.surface;

/// The heights of one neuron over a grid.
public final class NeuronSurface {
  private final SurfaceGrid grid;
  private final float[] heights;
  private final float minimum;
  private final float maximum;

  /// Takes heights, without copying them.
  ///
  /// @param grid where they lie
  /// @param heights `[rows, columns]`, not to be modified any more
  /// @throws IllegalArgumentException if there is not one height for each point
  public NeuronSurface(SurfaceGrid grid, float[] heights) {
    if (heights.length != grid.points()) {
      throw new IllegalArgumentException(
          "there must be one height for each point: points=%d, heights=[%d]"
              .formatted(grid.points(), heights.length));
    }
    this.grid = grid;
    this.heights = heights;
    float low = heights[0];
    float high = heights[0];
    for (float height : heights) {
      low = Math.min(low, height);
      high = Math.max(high, height);
    }
    this.minimum = low;
    this.maximum = high;
  }

  /// Where the heights lie.
  ///
  /// @return the grid
  public SurfaceGrid grid() {
    return grid;
  }

  /// The heights.
  ///
  /// @return `[rows, columns]`, not to be modified
  public float[] heights() {
    return heights;
  }

  /// The lowest point.
  ///
  /// @return its height
  public float minimum() {
    return minimum;
  }

  /// The highest point.
  ///
  /// @return its height
  public float maximum() {
    return maximum;
  }
}
