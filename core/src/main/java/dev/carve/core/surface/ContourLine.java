package dev.carve.core.surface;

/// A line of one height over a plane.
///
/// The coordinates are shared, not copied, and are not to be modified.
public final class ContourLine {
  private final float[] coordinates;
  private final boolean closed;

  ContourLine(float[] coordinates, boolean closed) {
    this.coordinates = coordinates;
    this.closed = closed;
  }

  /// The points that it joins.
  ///
  /// @return s and t of each, `[n, 2]`, n ≥ 2
  public float[] coordinates() {
    return coordinates;
  }

  /// Whether its last point is joined to the first one.
  ///
  /// @return false if it ends at the border of the extent
  public boolean isClosed() {
    return closed;
  }
}
