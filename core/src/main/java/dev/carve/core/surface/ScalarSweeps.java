package dev.carve.core.surface;

/// The sweeps point by point: what [VectorSweeps] must agree with.
final class ScalarSweeps implements SurfaceSweeps {
  /*
   * The loops are kept so plain that the compiler turns them into vector instructions. Those over cells run on over the
   * ends of rows, since short ones are left as they are; what lies between the last point of a row and the first of the next
   * is taken away afterwards.
   */
  private final SurfaceGrid grid;
  private long rises;
  private long steep;

  ScalarSweeps(SurfaceGrid grid) {
    this.grid = grid;
  }

  @Override
  public long range(float[] heights) {
    float low = heights[0];
    float high = heights[0];
    for (float height : heights) {
      low = Math.min(low, height);
      high = Math.max(high, height);
    }
    return SurfaceSweeps.range(low, high);
  }

  @Override
  public void quantize(float[] heights, float minimum, float scale, byte[] levels) {
    for (int i = 0; i < heights.length; i++) {
      levels[i] = (byte) (int) ((heights[i] - minimum) * scale + 0.5f);
    }
  }

  @Override
  public long sum(float[] heights, float minimum, float perRange) {
    long sum = 0;
    for (int from = 0; from < heights.length; from += RUN) {
      sum += sum(heights, from, Math.min(from + RUN, heights.length), minimum, perRange);
    }
    return sum;
  }

  /// The sum of a run of heights.
  static int sum(float[] heights, int from, int to, float minimum, float perRange) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      sum += (int) ((heights[i] - minimum) * perRange * STEPS + 0.5f);
    }
    return sum;
  }

  @Override
  public void measureSlopes(
      float[] heights, float acrossColumn, float acrossRow, float toSteepU, float toSteepV) {
    int columns = grid.columns();
    int end = heights.length - columns - 1;
    rises = 0;
    steep = 0;
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

  @Override
  public long rises() {
    return rises;
  }

  @Override
  public long steep() {
    return steep;
  }

  @Override
  public void findFirstPoints(byte[] levels, long[] ofPeaks, long[] ofValleys) {
    int columns = grid.columns();
    int wordsOfRow = SurfaceSweeps.wordsOfRow(grid);
    for (int row = 1; row < grid.rows() - 1; row++) {
      for (int w = 0; w < wordsOfRow; w++) {
        int from = row * columns + 1 + w * WORD;
        int to = Math.min(from + WORD, (row + 1) * columns - 1);
        ofPeaks[(row - 1) * wordsOfRow + w] = firstPoints(levels, from, to, columns, 1);
        ofValleys[(row - 1) * wordsOfRow + w] = firstPoints(levels, from, to, columns, -1);
      }
    }
  }

  private static long firstPoints(byte[] levels, int from, int to, int columns, int sign) {
    long points = 0;
    for (int i = from; i < to; i++) {
      boolean isFirst =
          beyond(levels, i, -1, sign) < 0
              && beyond(levels, i, 1, sign) <= 0
              && beyond(levels, i, -columns, sign) < 0
              && beyond(levels, i, columns, sign) <= 0
              && beyond(levels, i, -columns - 1, sign) < 0
              && beyond(levels, i, -columns + 1, sign) < 0
              && beyond(levels, i, columns - 1, sign) <= 0
              && beyond(levels, i, columns + 1, sign) <= 0;
      points |= isFirst ? 1L << (i - from) : 0;
    }
    return points;
  }

  private static int beyond(byte[] levels, int point, int neighbour, int sign) {
    return sign
        * (Byte.toUnsignedInt(levels[point + neighbour]) - Byte.toUnsignedInt(levels[point]));
  }
}
