package dev.carve.core.surface;

import java.util.Arrays;

/// Counts the peaks and valleys of a surface in levels, as [SurfaceStatistics#peaks()] defines
/// them.
///
/// Owned by one thread.
final class SurfaceExtrema {
  /*
   * On most points of a surface one of two neighbours in the row is higher and the other lower; the rest are tried. From
   * such a point the set of its level is walked until a neighbour that is beyond or the border shows that it is no
   * extremum. What a walk has entered carries its number: a set that has been tried is known by it when another of its
   * points comes up, also if the walk ended early.
   */
  private final int columns;
  private final int rows;
  private final LevelSets hills;
  private final LevelSets hollows;

  SurfaceExtrema(SurfaceGrid grid) {
    this.columns = grid.columns();
    this.rows = grid.rows();
    this.hills = new LevelSets(grid, 1);
    this.hollows = new LevelSets(grid, -1);
  }

  /// Counts both.
  void count(int[] levels) {
    hills.begin();
    hollows.begin();
    for (int row = 1; row < rows - 1; row++) {
      countRow(levels, row * columns + 1, (row + 1) * columns - 1);
    }
  }

  private void countRow(int[] levels, int from, int to) {
    for (int i = from; i < to; i++) {
      int level = levels[i];
      int left = levels[i - 1];
      int right = levels[i + 1];
      if (left <= level && right <= level) {
        hills.tryPoint(levels, i);
      }
      if (left >= level && right >= level) {
        hollows.tryPoint(levels, i);
      }
    }
  }

  int peaks() {
    return hills.count;
  }

  int valleys() {
    return hollows.count;
  }

  /// Sets of points of the same level that hang together, looked at from one side.
  private static final class LevelSets {
    private final int columns;
    private final int sign;
    private final int[] neighbours;
    private final int[] walkOf;
    private final int[] toVisit;
    private int walk;
    private int before;
    private int count;

    LevelSets(SurfaceGrid grid, int sign) {
      this.columns = grid.columns();
      this.sign = sign;
      this.neighbours =
          new int[] {
            -columns - 1, -columns, -columns + 1, -1, 1, columns - 1, columns, columns + 1
          };
      this.walkOf = new int[grid.points()];
      this.toVisit = new int[grid.points()];
    }

    void begin() {
      count = 0;
      if (walk > Integer.MAX_VALUE - walkOf.length) {
        Arrays.fill(walkOf, 0);
        walk = 0;
      }
      before = walk;
    }

    void tryPoint(int[] levels, int i) {
      if (!isBesideATriedPoint(levels, i) && isBeyondNone(levels, i) && isExtremum(levels, i)) {
        count++;
      }
    }

    private boolean isBesideATriedPoint(int[] levels, int i) {
      if (walkOf[i] <= before && walkOf[i - 1] > before && levels[i - 1] == levels[i]) {
        walkOf[i] = walkOf[i - 1];
      }
      return walkOf[i] > before;
    }

    private boolean isBeyondNone(int[] levels, int point) {
      int level = levels[point];
      for (int neighbour : neighbours) {
        if ((levels[point + neighbour] - level) * sign > 0) {
          return false;
        }
      }
      return true;
    }

    private boolean isExtremum(int[] levels, int start) {
      walk++;
      int level = levels[start];
      int waiting = 0;
      toVisit[waiting++] = start;
      walkOf[start] = walk;
      while (waiting > 0) {
        int point = toVisit[--waiting];
        if (isAtBorder(point)) {
          return false;
        }
        for (int neighbour : neighbours) {
          int next = point + neighbour;
          int beyond = (levels[next] - level) * sign;
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

    private boolean isAtBorder(int point) {
      int column = point % columns;
      return column == 0
          || column == columns - 1
          || point < columns
          || point >= walkOf.length - columns;
    }
  }
}
