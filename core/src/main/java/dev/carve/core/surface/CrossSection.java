package dev.carve.core.surface;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where a surface has a height: the set of all points at which the neuron outputs it, and how much
/// lies above.
public final class CrossSection {
  private final float height;
  private final List<ContourLine> lines;
  private final double shareAbove;

  private CrossSection(float height, List<ContourLine> lines, double shareAbove) {
    this.height = height;
    this.lines = lines;
    this.shareAbove = shareAbove;
  }

  /// Cuts a surface.
  ///
  /// Marching squares: between two neighbouring points the surface is a straight line, and in a
  /// cell whose corners alternate the height of the bilinear surface's saddle says which of them
  /// are joined. Source: Nielson and Hamann, "The Asymptotic Decider", IEEE Visualization 1991.
  ///
  /// @param heights `[rows, columns]`; one that is no number counts as below
  /// @param grid where they are
  /// @param plane where the grid lies
  /// @param height where to cut, a finite number; points of just this height count as above
  /// @return the section
  /// @throws IllegalArgumentException if there is not one height for each point, or the height is
  ///   not finite
  public static CrossSection of(
      float[] heights, SurfaceGrid grid, SurfacePlane plane, float height) {
    if (heights.length != grid.points() || !Float.isFinite(height)) {
      throw new IllegalArgumentException(
          "a section must cut one height for each point: points=%d, heights=[%d], height=%s"
              .formatted(grid.points(), heights.length, height));
    }
    MarchingSquares squares = new MarchingSquares(heights, grid, plane, height);
    squares.march();
    return new CrossSection(height, squares.lines(), squares.areaAbove() / cells(grid));
  }

  private static double cells(SurfaceGrid grid) {
    return (grid.columns() - 1.0) * (grid.rows() - 1.0);
  }

  /// Where it cuts.
  ///
  /// @return the height
  public float height() {
    return height;
  }

  /// The lines of this height; those that end at the border first.
  ///
  /// @return unmodifiable, empty if the whole surface is above or below
  public List<ContourLine> lines() {
    return lines;
  }

  /// How much of the extent is at least this high.
  ///
  /// @return share of the area, 0 to 1
  public double shareAbove() {
    return shareAbove;
  }

  /// The work of one cut. A line crosses the edges between neighbouring points; edges are numbered,
  /// those along rows first, and each is linked to the next one of its line on either side.
  private static final class MarchingSquares {
    private static final int NONE = -1;
    private static final int LOWER_LEFT = 1;
    private static final int LOWER_RIGHT = 2;
    private static final int UPPER_RIGHT = 4;
    private static final int UPPER_LEFT = 8;
    private static final int ALL = 15;

    private final float[] heights;
    private final SurfaceGrid grid;
    private final SurfacePlane plane;
    private final float height;
    private final int columns;
    private final int points;
    private final int[] links;
    private double areaAbove;

    MarchingSquares(float[] heights, SurfaceGrid grid, SurfacePlane plane, float height) {
      this.heights = heights;
      this.grid = grid;
      this.plane = plane;
      this.height = height;
      this.columns = grid.columns();
      this.points = grid.points();
      this.links = new int[4 * points];
      Arrays.fill(links, NONE);
    }

    void march() {
      for (int row = 0; row < grid.rows() - 1; row++) {
        for (int column = 0; column < columns - 1; column++) {
          visit(row * columns + column);
        }
      }
    }

    double areaAbove() {
      return areaAbove;
    }

    private void visit(int cell) {
      int above =
          (isAbove(cell) ? LOWER_LEFT : 0)
              | (isAbove(cell + 1) ? LOWER_RIGHT : 0)
              | (isAbove(cell + columns + 1) ? UPPER_RIGHT : 0)
              | (isAbove(cell + columns) ? UPPER_LEFT : 0);
      if (above == 0 || above == ALL) {
        areaAbove += above == 0 ? 0 : 1;
        return;
      }
      boolean isJoined = isSaddleAbove(cell);
      areaAbove += areaAbove(cell, above, isJoined);
      int bottom = cell;
      int top = cell + columns;
      int left = points + cell;
      int right = points + cell + 1;
      switch (above) {
        case LOWER_LEFT, ALL - LOWER_LEFT -> link(left, bottom);
        case LOWER_RIGHT, ALL - LOWER_RIGHT -> link(bottom, right);
        case UPPER_RIGHT, ALL - UPPER_RIGHT -> link(right, top);
        case UPPER_LEFT, ALL - UPPER_LEFT -> link(top, left);
        case LOWER_LEFT | LOWER_RIGHT, UPPER_LEFT | UPPER_RIGHT -> link(left, right);
        case LOWER_LEFT | UPPER_LEFT, LOWER_RIGHT | UPPER_RIGHT -> link(bottom, top);
        default -> {
          boolean cutsLowerLeft = (above == (LOWER_LEFT | UPPER_RIGHT)) != isJoined;
          link(left, cutsLowerLeft ? bottom : top);
          link(right, cutsLowerLeft ? top : bottom);
        }
      }
    }

    private boolean isAbove(int point) {
      return heights[point] >= height;
    }

    private boolean isSaddleAbove(int cell) {
      double lowerLeft = heights[cell];
      double lowerRight = heights[cell + 1];
      double upperLeft = heights[cell + columns];
      double upperRight = heights[cell + columns + 1];
      double saddle =
          (lowerLeft * upperRight - lowerRight * upperLeft)
              / (lowerLeft + upperRight - lowerRight - upperLeft);
      return saddle >= height;
    }

    /// The part of a cell that is above, as a share of it.
    private double areaAbove(int cell, int above, boolean isJoined) {
      double bottom = fraction(cell, cell + 1);
      double top = fraction(cell + columns, cell + columns + 1);
      double left = fraction(cell, cell + columns);
      double right = fraction(cell + 1, cell + columns + 1);
      double lowerLeft = bottom * left / 2;
      double lowerRight = (1 - bottom) * right / 2;
      double upperRight = (1 - top) * (1 - right) / 2;
      double upperLeft = top * (1 - left) / 2;
      return switch (above) {
        case LOWER_LEFT -> lowerLeft;
        case LOWER_RIGHT -> lowerRight;
        case UPPER_RIGHT -> upperRight;
        case UPPER_LEFT -> upperLeft;
        case ALL - LOWER_LEFT -> 1 - lowerLeft;
        case ALL - LOWER_RIGHT -> 1 - lowerRight;
        case ALL - UPPER_RIGHT -> 1 - upperRight;
        case ALL - UPPER_LEFT -> 1 - upperLeft;
        case LOWER_LEFT | LOWER_RIGHT -> (left + right) / 2;
        case UPPER_LEFT | UPPER_RIGHT -> 1 - (left + right) / 2;
        case LOWER_LEFT | UPPER_LEFT -> (bottom + top) / 2;
        case LOWER_RIGHT | UPPER_RIGHT -> 1 - (bottom + top) / 2;
        case LOWER_LEFT | UPPER_RIGHT ->
            isJoined ? 1 - lowerRight - upperLeft : lowerLeft + upperRight;
        default -> isJoined ? 1 - lowerLeft - upperRight : lowerRight + upperLeft;
      };
    }

    /// How far from one point to another the height is crossed, 0 to 1; the middle where one of
    /// them is no finite number.
    private double fraction(int from, int to) {
      double fraction = ((double) height - heights[from]) / ((double) heights[to] - heights[from]);
      return Double.isFinite(fraction) ? Math.clamp(fraction, 0.0, 1.0) : 0.5;
    }

    private void link(int edge, int other) {
      links[2 * edge + (links[2 * edge] == NONE ? 0 : 1)] = other;
      links[2 * other + (links[2 * other] == NONE ? 0 : 1)] = edge;
    }

    List<ContourLine> lines() {
      List<ContourLine> lines = new ArrayList<>();
      boolean[] traced = new boolean[2 * points];
      for (int edge = 0; edge < traced.length; edge++) {
        if (links[2 * edge] != NONE && links[2 * edge + 1] == NONE && !traced[edge]) {
          lines.add(trace(edge, traced, false));
        }
      }
      for (int edge = 0; edge < traced.length; edge++) {
        if (links[2 * edge] != NONE && !traced[edge]) {
          lines.add(trace(edge, traced, true));
        }
      }
      return List.copyOf(lines);
    }

    private ContourLine trace(int start, boolean[] traced, boolean closed) {
      float[] coordinates = new float[16];
      int length = 0;
      for (int edge = start; edge != NONE; edge = next(edge, traced)) {
        traced[edge] = true;
        if (length == coordinates.length) {
          coordinates = Arrays.copyOf(coordinates, 2 * length);
        }
        putCrossing(edge, coordinates, length);
        length += 2;
      }
      return new ContourLine(Arrays.copyOf(coordinates, length), closed);
    }

    private int next(int edge, boolean[] traced) {
      int one = links[2 * edge];
      int other = links[2 * edge + 1];
      if (one != NONE && !traced[one]) {
        return one;
      }
      return other != NONE && !traced[other] ? other : NONE;
    }

    private void putCrossing(int edge, float[] coordinates, int at) {
      boolean alongRow = edge < points;
      int from = alongRow ? edge : edge - points;
      int row = from / columns;
      int column = from % columns;
      double s = grid.s(plane, column);
      double t = grid.t(plane, row);
      if (alongRow) {
        s += fraction(from, from + 1) * (grid.s(plane, column + 1) - s);
      } else {
        t += fraction(from, from + columns) * (grid.t(plane, row + 1) - t);
      }
      coordinates[at] = (float) s;
      coordinates[at + 1] = (float) t;
    }
  }
}
