package dev.carve.core.surface;

/// How finely a plane is looked at: points from one end of its extent to the other, both ends
/// included.
///
/// @param columns points along u
/// @param rows points along v; row 0 is the lowest v
public record SurfaceGrid(int columns, int rows) {
  /// Checks the size.
  ///
  /// @throws IllegalArgumentException if a side has fewer than 2 or more than 4096 points
  public SurfaceGrid {
    if (columns < 2 || rows < 2 || columns > 4096 || rows > 4096) {
      throw new IllegalArgumentException(
          "a grid must have 2 to 4096 points a side: columns=%d, rows=%d".formatted(columns, rows));
    }
  }

  /// All points.
  ///
  /// @return rows × columns; the point of a row and column has the index row × columns + column
  public int points() {
    return rows * columns;
  }

  /// Where a column lies.
  ///
  /// @param plane the plane looked at
  /// @param column from 0 at the lowest u
  /// @return its coordinate s along u
  public float s(SurfacePlane plane, int column) {
    return between(plane.uMinimum(), plane.uMaximum(), column, columns);
  }

  /// Where a row lies.
  ///
  /// @param plane the plane looked at
  /// @param row from 0 at the lowest v
  /// @return its coordinate t along v
  public float t(SurfacePlane plane, int row) {
    return between(plane.vMinimum(), plane.vMaximum(), row, rows);
  }

  private static float between(double minimum, double maximum, int index, int count) {
    return (float) ((minimum * (count - 1 - index) + maximum * index) / (count - 1));
  }
}
