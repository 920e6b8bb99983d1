package dev.carve.core.surface;

import java.util.Arrays;

/// Counts the peaks and valleys of a surface in levels, as [SurfaceStatistics#peaks()] defines
/// them.
///
/// Owned by one thread.
final class SurfaceExtrema {
  /*
   * Of the points of a set the first, row by row, has only lower points among its neighbours of the row before and to its
   * left, and no higher one among the others. Few points are so, and all are found in one sweep. From each of them the set is
   * walked until a neighbour that is beyond or the border shows that it is no extremum. What a walk has entered carries its
   * number: a set that has been tried is known by it when another such point of it comes up, also if the walk ended early.
   */
  private final SurfaceSweeps sweeps;
  private final LevelSets hills;
  private final LevelSets hollows;

  SurfaceExtrema(SurfaceGrid grid, SurfaceSweeps sweeps) {
    this.sweeps = sweeps;
    this.hills = new LevelSets(grid, 1);
    this.hollows = new LevelSets(grid, -1);
  }

  /// Counts both.
  ///
  /// @param levels an unsigned byte for each point, and [SurfaceSweeps#PADDING] beyond
  void count(byte[] levels) {
    sweeps.findFirstPoints(levels, hills.firstPoints, hollows.firstPoints);
    hills.count(levels);
    hollows.count(levels);
  }

  int peaks() {
    return hills.count;
  }

  int valleys() {
    return hollows.count;
  }

  /// Sets of points of the same level that hang together, looked at from one side.
  private static final class LevelSets {
    private static final int BEYOND_ALL_WALKS = Integer.MAX_VALUE;

    private final SurfaceGrid grid;
    private final int sign;
    private final int[] neighbours;
    private final long[] firstPoints;
    private final int[] walkOf;
    private final int[] toVisit;
    private int walk;
    private int before;
    private int count;

    LevelSets(SurfaceGrid grid, int sign) {
      int columns = grid.columns();
      this.grid = grid;
      this.sign = sign;
      this.neighbours =
          new int[] {
            -columns - 1, -columns, -columns + 1, -1, 1, columns - 1, columns, columns + 1
          };
      this.firstPoints = new long[SurfaceSweeps.words(grid)];
      this.walkOf = new int[grid.points()];
      this.toVisit = new int[grid.points()];
      forgetWalks();
    }

    /* The border is as if a walk had been there that found no extremum. */
    private void forgetWalks() {
      int columns = grid.columns();
      Arrays.fill(walkOf, BEYOND_ALL_WALKS);
      for (int row = 1; row < grid.rows() - 1; row++) {
        Arrays.fill(walkOf, row * columns + 1, (row + 1) * columns - 1, 0);
      }
      walk = 0;
    }

    void count(byte[] levels) {
      count = 0;
      if (walk > Integer.MAX_VALUE - 1 - walkOf.length) {
        forgetWalks();
      }
      before = walk;
      for (int word = 0; word < firstPoints.length; word++) {
        for (long points = firstPoints[word]; points != 0; points &= points - 1) {
          int point = SurfaceSweeps.point(grid, word, Long.numberOfTrailingZeros(points));
          if (walkOf[point] <= before && isExtremum(levels, point)) {
            count++;
          }
        }
      }
    }

    private boolean isExtremum(byte[] levels, int start) {
      walk++;
      int level = Byte.toUnsignedInt(levels[start]);
      int waiting = 0;
      toVisit[waiting++] = start;
      walkOf[start] = walk;
      while (waiting > 0) {
        int point = toVisit[--waiting];
        for (int neighbour : neighbours) {
          int next = point + neighbour;
          int beyond = (Byte.toUnsignedInt(levels[next]) - level) * sign;
          if (beyond > 0) {
            return false;
          }
          if (beyond == 0 && walkOf[next] != walk) {
            if (walkOf[next] > before) {
              return false;
            }
            walkOf[next] = walk;
            toVisit[waiting++] = next;
          }
        }
      }
      return true;
    }
  }
}
