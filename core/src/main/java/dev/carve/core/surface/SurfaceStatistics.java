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

  /*
   * Sums are taken of whole numbers, which may be added in any order and taken away again, with the same result on any
   * machine: heights and rises within a cell count in 2²⁰ steps of the surface's range, so that a run of 1024 fits. The
   * loops run on over the ends of rows, since short ones are not turned into vector instructions; what lies between the
   * last point of a row and the first of the next is taken away afterwards.
   */
  private static final int STEPS = 1 << 20;
  private static final int RUN = 1024;

  private final SurfaceGrid grid;
  private final HeightLevels levels;
  private final SurfaceExtrema extrema;
  private double mean;
  private double roughness;
  private double plateauShare;

  /// Makes room for the surfaces of a grid.
  ///
  /// @param grid where heights are
  public SurfaceStatistics(SurfaceGrid grid) {
    this.grid = grid;
    this.levels = new HeightLevels(grid.points());
    this.extrema = new SurfaceExtrema(grid);
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
    long sum = 0;
    for (int from = 0; from < heights.length; from += RUN) {
      sum += sumOf(heights, from, Math.min(from + RUN, heights.length), levels.minimum(), perRange);
    }
    return (double) sum / STEPS / heights.length;
  }

  private static int sumOf(float[] heights, int from, int to, float minimum, float perRange) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      sum += (int) ((heights[i] - minimum) * perRange * STEPS + 0.5f);
    }
    return sum;
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
    int end = heights.length - columns - 1;
    long rises = 0;
    long steep = 0;
    for (int from = 0; from < end; from += RUN) {
      int to = Math.min(from + RUN, end);
      long slopes = slopes(heights, from, to, columns, acrossColumn, acrossRow, toSteepU, toSteepV);
      rises += (int) slopes;
      steep += slopes >>> 32;
    }
    for (int i = columns - 1; i < end; i += columns) {
      long slopes = slopes(heights, i, i + 1, columns, acrossColumn, acrossRow, toSteepU, toSteepV);
      rises -= (int) slopes;
      steep -= slopes >>> 32;
    }
    double cells = (columns - 1.0) * (grid.rows() - 1.0);
    roughness = rises / cells / STEPS * range * finer;
    plateauShare = 1 - steep / cells;
  }

  private static float squared(double value) {
    return (float) (value * value);
  }

  /// Of a run of cells the sum of their rises, in its lower half, and how many are steep, in its
  /// upper half.
  private static long slopes(
      float[] heights,
      int from,
      int to,
      int columns,
      float acrossColumn,
      float acrossRow,
      float toSteepU,
      float toSteepV) {
    int rises = 0;
    int steep = 0;
    for (int i = from; i < to; i++) {
      float rising = heights[i + columns + 1] - heights[i];
      float falling = heights[i + 1] - heights[i + columns];
      float alongU = (rising + falling) * acrossColumn;
      float alongV = (rising - falling) * acrossRow;
      float squareU = alongU * alongU;
      float squareV = alongV * alongV;
      rises += (int) ((float) Math.sqrt(squareU + squareV) * STEPS + 0.5f);
      steep += Math.min((int) (squareU * toSteepU + squareV * toSteepV), 1);
    }
    return (long) steep << 32 | rises;
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
