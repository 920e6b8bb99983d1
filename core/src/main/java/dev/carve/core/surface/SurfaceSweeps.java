package dev.carve.core.surface;

import dev.carve.core.matrix.Kernels;

/// The passes over all points of a surface that its figures are made of.
///
/// Sums are taken of whole numbers, which may be added in any order with the same result on any
/// machine: heights and rises within a cell count in 2²⁰ steps of the surface's range. All
/// implementations give the same bits. Owned by one thread.
sealed interface SurfaceSweeps permits ScalarSweeps, VectorSweeps {
  /// Steps in which a surface's range is counted.
  int STEPS = 1 << 20;

  /// How many heights or rises may be added up in 32 bits.
  int RUN = 1024;

  /// How many points of a row a word of first points tells of.
  int WORD = 64;

  /// Bytes that an array of levels has beyond the last point, so that vectors may reach there.
  int PADDING = WORD;

  /// The sweeps to use on this machine: on the vector unit, where it may be used and the grid has
  /// enough points.
  static SurfaceSweeps preferred(SurfaceGrid grid) {
    boolean fillsAVector = grid.points() - grid.columns() - 1 >= Kernels.PANEL;
    return fillsAVector && Kernels.isVectorUnitUsable()
        ? new VectorSweeps(grid)
        : new ScalarSweeps(grid);
  }

  /// The lowest and the highest of all heights, to be told apart by [#lowest(long)] and
  /// [#highest(long)]. If a height is NaN, at least one of them is.
  long range(float[] heights);

  static long range(float lowest, float highest) {
    return (long) Float.floatToRawIntBits(highest) << 32
        | Integer.toUnsignedLong(Float.floatToRawIntBits(lowest));
  }

  static float lowest(long range) {
    return Float.intBitsToFloat((int) range);
  }

  static float highest(long range) {
    return Float.intBitsToFloat((int) (range >>> 32));
  }

  /// The level of each height: (height − minimum) × scale, rounded to the nearest.
  ///
  /// @param levels receives an unsigned byte for each point, and anything in [#PADDING]
  void quantize(float[] heights, float minimum, float scale, byte[] levels);

  /// The sum of all heights above the lowest, in steps.
  long sum(float[] heights, float minimum, float perRange);

  /// Goes over all cells for [#rises()] and [#steep()].
  ///
  /// @param acrossColumn from the sum of a cell's two diagonal rises to its slope along u
  /// @param acrossRow from their difference to its slope along v
  /// @param toSteepU a cell whose squared slopes, times these two, come to 1 lies on no plateau
  /// @param toSteepV the other one
  void measureSlopes(
      float[] heights, float acrossColumn, float acrossRow, float toSteepU, float toSteepV);

  /// The sum of all cells' slopes, in steps.
  long rises();

  /// How many cells are steep.
  long steep();

  /// Finds the points off the border that may be the first of a peak or a valley: the neighbours
  /// that come before are all lower (or all higher), and none that comes after is higher (or
  /// lower).
  ///
  /// @param levels an unsigned byte for each point, and [#PADDING] beyond
  /// @param ofPeaks receives a bit for each point off the border, see [#point]
  /// @param ofValleys receives the same for valleys
  void findFirstPoints(byte[] levels, long[] ofPeaks, long[] ofValleys);

  /// How many words hold a bit for each point off the border.
  static int words(SurfaceGrid grid) {
    return (grid.rows() - 2) * wordsOfRow(grid);
  }

  static int wordsOfRow(SurfaceGrid grid) {
    return (grid.columns() - 2 + WORD - 1) / WORD;
  }

  /// Index of the point that a bit tells of.
  static int point(SurfaceGrid grid, int word, int bit) {
    int wordsOfRow = wordsOfRow(grid);
    return (word / wordsOfRow + 1) * grid.columns() + 1 + word % wordsOfRow * WORD + bit;
  }

  /// A bit for each point that a word of the row tells of.
  static long pointsOfWord(SurfaceGrid grid, int wordOfRow) {
    int points = Math.min(grid.columns() - 2 - wordOfRow * WORD, WORD);
    return -1L >>> (WORD - points);
  }
}
