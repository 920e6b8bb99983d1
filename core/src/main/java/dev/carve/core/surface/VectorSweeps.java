package dev.carve.core.surface;

import static dev.carve.core.matrix.VectorUnit.FLOATS;
import static dev.carve.core.matrix.VectorUnit.LANES;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The sweeps on the vector unit, lanes along the points.
///
/// A lane does for its point what [ScalarSweeps] does for one. Needs the module
/// `jdk.incubator.vector`, and a grid that fills a vector with cells.
final class VectorSweeps implements SurfaceSweeps {
  /*
   * Where the points are no whole number of vectors, the last vector begins early enough to be whole: levels and the range
   * may be taken twice. Cells are counted once: each has a mask, of no bits for what lies between the last point of a row
   * and the first of the next. The last vector has masks of its own, of no bits for what was counted before.
   */
  private static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class).check(int.class);
  private static final VectorSpecies<Byte> BYTES = FLOATS.withLanes(byte.class).check(byte.class);
  private static final VectorSpecies<Byte> LEVELS =
      LANES == 16 ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;
  private static final int BYTE_LANES = BYTES.length();
  private static final int SIGN_BIT = 31;

  private final SurfaceGrid grid;
  private final ScalarSweeps scalar;
  private final int cellsEnd;
  private final int wholeEnd;
  private final int[] cellMasks;
  private final int[] lastMasks = new int[LANES];
  private long rises;
  private long steep;

  VectorSweeps(SurfaceGrid grid) {
    this.grid = grid;
    this.scalar = new ScalarSweeps(grid);
    this.cellsEnd = grid.points() - grid.columns() - 1;
    this.wholeEnd = cellsEnd - cellsEnd % LANES;
    this.cellMasks = new int[cellsEnd];
    Arrays.setAll(cellMasks, i -> i % grid.columns() == grid.columns() - 1 ? 0 : -1);
    for (int i = wholeEnd; i < cellsEnd; i++) {
      lastMasks[i - cellsEnd + LANES] = cellMasks[i];
    }
  }

  /* The bits of a float, those of a negative one but for the sign turned over, are in order as whole numbers. */
  @Override
  public long range(float[] heights) {
    int last = heights.length - LANES;
    IntVector low = IntVector.broadcast(INTS, Integer.MAX_VALUE);
    IntVector high = IntVector.broadcast(INTS, Integer.MIN_VALUE);
    for (int next = 0; next < heights.length; next += LANES) {
      int i = Math.min(next, last);
      IntVector bits = FloatVector.fromArray(FLOATS, heights, i).reinterpretAsInts();
      IntVector turned = bits.lanewise(VectorOperators.ASHR, SIGN_BIT);
      IntVector key = bits.lanewise(VectorOperators.XOR, turned.lanewise(VectorOperators.LSHR, 1));
      low = low.min(key);
      high = high.max(key);
    }
    return SurfaceSweeps.range(
        fromKey(low.reduceLanes(VectorOperators.MIN)),
        fromKey(high.reduceLanes(VectorOperators.MAX)));
  }

  private static float fromKey(int key) {
    return Float.intBitsToFloat(key ^ key >> SIGN_BIT >>> 1);
  }

  @Override
  public void quantize(float[] heights, float minimum, float scale, byte[] levels) {
    int last = heights.length - LANES;
    for (int next = 0; next < heights.length; next += LANES) {
      int i = Math.min(next, last);
      FloatVector height = FloatVector.fromArray(FLOATS, heights, i);
      FloatVector level = height.sub(minimum).mul(scale).add(0.5f);
      ByteVector bytes = (ByteVector) level.convertShape(VectorOperators.F2B, LEVELS, 0);
      bytes.intoArray(levels, i);
    }
  }

  @Override
  public long sum(float[] heights, float minimum, float perRange) {
    int whole = heights.length - heights.length % LANES;
    long sum = ScalarSweeps.sum(heights, whole, heights.length, minimum, perRange);
    for (int from = 0; from < whole; from += RUN) {
      sum += sum(heights, from, Math.min(from + RUN, whole), minimum, perRange);
    }
    return sum;
  }

  private static int sum(float[] heights, int from, int to, float minimum, float perRange) {
    IntVector sum = IntVector.zero(INTS);
    for (int i = from; i < to; i += LANES) {
      FloatVector height = FloatVector.fromArray(FLOATS, heights, i);
      FloatVector steps = height.sub(minimum).mul(perRange).mul(STEPS).add(0.5f);
      sum = sum.add(steps.convertShape(VectorOperators.F2I, INTS, 0));
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }

  /* Differences of heights may be infinite only where one of such a range is a subnormal number. */
  @Override
  public void measureSlopes(
      float[] heights, float acrossColumn, float acrossRow, float toSteepU, float toSteepV) {
    if (Math.max(acrossColumn, acrossRow) < Float.MIN_NORMAL) {
      scalar.measureSlopes(heights, acrossColumn, acrossRow, toSteepU, toSteepV);
      rises = scalar.rises();
      steep = scalar.steep();
      return;
    }
    int columns = grid.columns();
    int last = cellsEnd - LANES;
    long slopes =
        slopes(
            heights,
            last,
            cellsEnd,
            columns,
            lastMasks,
            last,
            acrossColumn,
            acrossRow,
            toSteepU,
            toSteepV);
    rises = (int) slopes;
    steep = slopes >>> 32;
    for (int from = 0; from < wholeEnd; from += RUN) {
      int to = Math.min(from + RUN, wholeEnd);
      slopes =
          slopes(
              heights,
              from,
              to,
              columns,
              cellMasks,
              0,
              acrossColumn,
              acrossRow,
              toSteepU,
              toSteepV);
      rises += (int) slopes;
      steep += slopes >>> 32;
    }
  }

  /// Of a run of cells the sum of their rises, in its lower half, and how many are steep, in its
  /// upper half.
  private static long slopes(
      float[] heights,
      int from,
      int to,
      int columns,
      int[] masks,
      int masksFrom,
      float acrossColumn,
      float acrossRow,
      float toSteepU,
      float toSteepV) {
    IntVector rises = IntVector.zero(INTS);
    int steep = 0;
    for (int i = from; i < to; i += LANES) {
      FloatVector lowerLeft = FloatVector.fromArray(FLOATS, heights, i);
      FloatVector lowerRight = FloatVector.fromArray(FLOATS, heights, i + 1);
      FloatVector upperLeft = FloatVector.fromArray(FLOATS, heights, i + columns);
      FloatVector rising = FloatVector.fromArray(FLOATS, heights, i + columns + 1).sub(lowerLeft);
      FloatVector falling = lowerRight.sub(upperLeft);
      IntVector mask = IntVector.fromArray(INTS, masks, i - masksFrom);
      FloatVector alongU = rising.add(falling).mul(acrossColumn);
      FloatVector alongV = rising.sub(falling).mul(acrossRow);
      alongU = alongU.reinterpretAsInts().and(mask).reinterpretAsFloats();
      alongV = alongV.reinterpretAsInts().and(mask).reinterpretAsFloats();
      FloatVector squareU = alongU.mul(alongU);
      FloatVector squareV = alongV.mul(alongV);
      FloatVector steps = squareU.add(squareV).sqrt().mul(STEPS).add(0.5f);
      rises = rises.add(steps.convertShape(VectorOperators.F2I, INTS, 0));
      FloatVector steepness = squareU.mul(toSteepU).add(squareV.mul(toSteepV));
      steep += steepness.compare(VectorOperators.GE, 1f).trueCount();
    }
    return (long) steep << 32 | rises.reduceLanes(VectorOperators.ADD);
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
    int wordsOfRow = SurfaceSweeps.wordsOfRow(grid);
    int columns = grid.columns();
    for (int w = 0; w < wordsOfRow; w++) {
      long points = SurfaceSweeps.pointsOfWord(grid, w);
      int first = columns + 1 + w * WORD;
      findFirstPoints(levels, first, columns, points, ofPeaks, ofValleys, w, wordsOfRow);
    }
  }

  /// One word of each row.
  private static void findFirstPoints(
      byte[] levels,
      int first,
      int columns,
      long points,
      long[] ofPeaks,
      long[] ofValleys,
      int firstWord,
      int wordsOfRow) {
    int from = first;
    for (int word = firstWord; word < ofPeaks.length; word += wordsOfRow) {
      long peaks = 0;
      long valleys = 0;
      for (int lane = 0; lane < WORD; lane += BYTE_LANES) {
        int i = from + lane;
        ByteVector level = ByteVector.fromArray(BYTES, levels, i);
        ByteVector before = ByteVector.fromArray(BYTES, levels, i - 1);
        ByteVector left = ByteVector.fromArray(BYTES, levels, i - columns - 1);
        ByteVector middle = ByteVector.fromArray(BYTES, levels, i - columns);
        ByteVector right = ByteVector.fromArray(BYTES, levels, i - columns + 1);
        ByteVector highest = before.lanewise(VectorOperators.UMAX, left);
        ByteVector lowest = before.lanewise(VectorOperators.UMIN, left);
        highest =
            highest.lanewise(VectorOperators.UMAX, middle.lanewise(VectorOperators.UMAX, right));
        lowest =
            lowest.lanewise(VectorOperators.UMIN, middle.lanewise(VectorOperators.UMIN, right));
        ByteVector after = ByteVector.fromArray(BYTES, levels, i + 1);
        left = ByteVector.fromArray(BYTES, levels, i + columns - 1);
        middle = ByteVector.fromArray(BYTES, levels, i + columns);
        right = ByteVector.fromArray(BYTES, levels, i + columns + 1);
        ByteVector highestAfter = after.lanewise(VectorOperators.UMAX, left);
        ByteVector lowestAfter = after.lanewise(VectorOperators.UMIN, left);
        highestAfter =
            highestAfter.lanewise(
                VectorOperators.UMAX, middle.lanewise(VectorOperators.UMAX, right));
        lowestAfter =
            lowestAfter.lanewise(
                VectorOperators.UMIN, middle.lanewise(VectorOperators.UMIN, right));
        long isPeak =
            level.compare(VectorOperators.UGT, highest).toLong()
                & level.compare(VectorOperators.UGE, highestAfter).toLong();
        long isValley =
            level.compare(VectorOperators.ULT, lowest).toLong()
                & level.compare(VectorOperators.ULE, lowestAfter).toLong();
        peaks |= isPeak << lane;
        valleys |= isValley << lane;
      }
      ofPeaks[word] = peaks & points;
      ofValleys[word] = valleys & points;
      from += columns;
    }
  }
}
