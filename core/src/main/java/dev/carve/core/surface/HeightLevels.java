package dev.carve.core.surface;

/// The heights of one surface in 256 levels.
///
/// Level 0 is the lowest and 255 the highest point: height = minimum + level/255 × (maximum −
/// minimum), rounded to the nearest. Heights that are no finite number are given the nearer end,
/// and the lower one if there is none. The arrays are reused by every call. Owned by one thread.
public final class HeightLevels {
  /// The highest level.
  public static final int HIGHEST = 255;

  private final SurfaceSweeps sweeps;
  private final int points;
  private final byte[] levels;
  private float minimum;
  private float maximum;
  private boolean finite;

  /// Makes room for a surface.
  ///
  /// @param grid where heights are
  public HeightLevels(SurfaceGrid grid) {
    this(grid, SurfaceSweeps.preferred(grid));
  }

  HeightLevels(SurfaceGrid grid, SurfaceSweeps sweeps) {
    this.sweeps = sweeps;
    this.points = grid.points();
    this.levels = new byte[points + SurfaceSweeps.PADDING];
  }

  /// Takes the levels of a surface.
  ///
  /// @param heights one for each point
  public void quantize(float[] heights) {
    long range = sweeps.range(heights);
    float low = SurfaceSweeps.lowest(range);
    float high = SurfaceSweeps.highest(range);
    finite = Float.isFinite(high - low);
    if (finite) {
      quantizeFinite(heights, low, high);
    } else {
      low = lowestFinite(heights);
      high = highestFinite(heights);
      quantizeAny(heights, low, high);
    }
    minimum = low;
    maximum = high;
  }

  private void quantizeFinite(float[] heights, float low, float high) {
    float scale = high > low ? HIGHEST / (high - low) : 0;
    if (Float.isInfinite(scale)) {
      quantizeAny(heights, low, high);
    } else {
      sweeps.quantize(heights, low, scale, levels);
    }
  }

  private static float lowestFinite(float[] heights) {
    float low = Float.MAX_VALUE;
    boolean found = false;
    for (float height : heights) {
      if (Float.isFinite(height)) {
        low = Math.min(low, height);
        found = true;
      }
    }
    return found ? low : 0;
  }

  private static float highestFinite(float[] heights) {
    float high = -Float.MAX_VALUE;
    boolean found = false;
    for (float height : heights) {
      if (Float.isFinite(height)) {
        high = Math.max(high, height);
        found = true;
      }
    }
    return found ? high : 0;
  }

  /* A cast turns what is no number, such as infinity times zero, into 0. */
  private void quantizeAny(float[] heights, float low, float high) {
    double scale = high > low ? HIGHEST / ((double) high - low) : 0;
    for (int i = 0; i < points; i++) {
      double height = ((double) heights[i] - low) * scale + 0.5;
      levels[i] = (byte) (int) Math.clamp(height, 0.0, HIGHEST);
    }
  }

  /// The levels.
  ///
  /// @return an unsigned byte for each point and [SurfaceSweeps#PADDING] beyond, not to be modified
  byte[] levels() {
    return levels;
  }

  /// Whether all heights are finite numbers.
  ///
  /// @return false if one is not, or if the range is larger than a number can be
  public boolean isFinite() {
    return finite;
  }

  /// The lowest finite height.
  ///
  /// @return the height of level 0; 0 if no height is finite
  public float minimum() {
    return minimum;
  }

  /// The highest finite height.
  ///
  /// @return the height of level 255; 0 if no height is finite
  public float maximum() {
    return maximum;
  }

  /// Copies the levels.
  ///
  /// @param bytes receives an unsigned byte for each point
  /// @param from where they begin in there
  public void copyTo(byte[] bytes, int from) {
    System.arraycopy(levels, 0, bytes, from, points);
  }
}
