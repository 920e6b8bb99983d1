package dev.carve.core.surface;

/// Figures of one surface at a time: how high, how steep, how bumpy and how flat it is.
///
/// Slopes belong to cells, the rectangles between four neighbouring points: the gradient of a cell
/// is that of the bilinear surface through its corners, in its middle. Nothing is allocated by a
/// call, and the figures are replaced by the next one. Where a height is no finite number, so are
/// mean, roughness and plateau share. Owned by one thread.
public final class SurfaceStatistics {
  /// A cell lies on a plateau if the surface, going on as steeply as there, rose less than this
  /// fraction of its own range from one end of the extent to the other.
  public static final double PLATEAU_FRACTION = 0.1;

  private final SurfaceGrid grid;
  private final SurfaceSweeps sweeps;
  private final HeightLevels levels;
  private final SurfaceExtrema extrema;
  private double mean;
  private double roughness;
  private double plateauShare;

  /// Makes room for the surfaces of a grid.
  ///
  /// @param grid where heights are
  public SurfaceStatistics(SurfaceGrid grid) {
    this(grid, SurfaceSweeps.preferred(grid));
  }

  SurfaceStatistics(SurfaceGrid grid, SurfaceSweeps sweeps) {
    this.grid = grid;
    this.sweeps = sweeps;
    this.levels = new HeightLevels(grid, sweeps);
    this.extrema = new SurfaceExtrema(grid, sweeps);
  }

  /// Takes the figures of a surface.
  ///
  /// @param heights `[rows, columns]`
  /// @param plane where it is looked at
  /// @throws IllegalArgumentException if there is not one height for each point
  public void measure(float[] heights, SurfacePlane plane) {
    if (heights.length != grid.points()) {
      throw new IllegalArgumentException(
          "there must be one height for each point: points=%d, heights=[%d]"
              .formatted(grid.points(), heights.length));
    }
    levels.quantize(heights);
    extrema.count(levels.levels());
    double range = (double) levels.maximum() - levels.minimum();
    float perRange = (float) (1 / range);
    if (levels.isFinite() && Float.isFinite(perRange)) {
      mean = levels.minimum() + range * meanOf(heights, perRange);
      measureSlopes(heights, plane, range, perRange);
    } else {
      mean = levels.isFinite() ? levels.minimum() : Double.NaN;
      roughness = levels.isFinite() ? 0 : Double.NaN;
      plateauShare = levels.isFinite() ? 1 : Double.NaN;
    }
  }

  private double meanOf(float[] heights, float perRange) {
    long sum = sweeps.sum(heights, levels.minimum(), perRange);
    return (double) sum / SurfaceSweeps.STEPS / heights.length;
  }

  private void measureSlopes(float[] heights, SurfacePlane plane, double range, float perRange) {
    int columns = grid.columns();
    double perS = (columns - 1) / ((double) plane.uMaximum() - plane.uMinimum());
    double perT = (grid.rows() - 1) / ((double) plane.vMaximum() - plane.vMinimum());
    double finer = Math.max(perS, perT);
    float acrossColumn = (float) (perS / finer / 2) * perRange;
    float acrossRow = (float) (perT / finer / 2) * perRange;
    float toSteepU = squared((columns - 1) / PLATEAU_FRACTION / (perS / finer));
    float toSteepV = squared((grid.rows() - 1) / PLATEAU_FRACTION / (perT / finer));
    sweeps.measureSlopes(heights, acrossColumn, acrossRow, toSteepU, toSteepV);
    double cells = (columns - 1.0) * (grid.rows() - 1.0);
    roughness = sweeps.rises() / cells / SurfaceSweeps.STEPS * range * finer;
    plateauShare = 1 - sweeps.steep() / cells;
  }

  private static float squared(double value) {
    return (float) (value * value);
  }

  /// The surface in 256 levels.
  ///
  /// @return its lowest and highest point, and the level of each point
  public HeightLevels levels() {
    return levels;
  }

  /// The mean height of all points.
  ///
  /// @return in the surface's own units
  public double mean() {
    return mean;
  }

  /// The mean of the gradient's norm over all cells.
  ///
  /// @return height per unit of the plane, 0 or more
  public double roughness() {
    return roughness;
  }

  /// How much of the extent is nearly level, see [#PLATEAU_FRACTION].
  ///
  /// @return share of all cells, 0 to 1; 1 for a surface of one height
  public double plateauShare() {
    return plateauShare;
  }

  /// How many hills have their top within the extent.
  ///
  /// A peak is a set of points of the same one of 256 levels, connected sideways or by corners,
  /// whose neighbours are all lower and that does not touch the border, beyond which the surface
  /// may rise. So a level top is one peak, and what is lower than a 255th of the range is none.
  ///
  /// @return 0 or more
  public int peaks() {
    return extrema.peaks();
  }

  /// How many hollows have their bottom within the extent; a valley is a peak of the surface upside
  /// down.
  ///
  /// @return 0 or more
  public int valleys() {
    return extrema.valleys();
  }
}
