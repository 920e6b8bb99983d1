package dev.carve.core.surface;

/// What was carved between two surfaces of one neuron: where and how much it rose and fell.
///
/// @param volumeRisen height × area of the plane, where the later surface is higher, 0 or more
/// @param volumeFallen height × area of the plane, where the later surface is lower, 0 or more
/// @param largestRise of all points, 0 or more
/// @param riseS where that is along u
/// @param riseT where that is along v
/// @param largestFall of all points, 0 or more
/// @param fallS where that is along u
/// @param fallT where that is along v
public record SurfaceDifference(
    double volumeRisen,
    double volumeFallen,
    float largestRise,
    float riseS,
    float riseT,
    float largestFall,
    float fallS,
    float fallT) {

  /// Compares two surfaces by the trapezoidal rule: points on the border count half, corners a
  /// quarter. Points where one of them is no finite number are left out.
  ///
  /// @param before heights, `[rows, columns]`
  /// @param after heights, `[rows, columns]`
  /// @param grid where they are
  /// @param plane where the grid lies
  /// @return what lies between them
  /// @throws IllegalArgumentException if there is not one height for each point
  public static SurfaceDifference between(
      float[] before, float[] after, SurfaceGrid grid, SurfacePlane plane) {
    if (before.length != grid.points() || after.length != grid.points()) {
      throw new IllegalArgumentException(
          "there must be one height for each point: points=%d, before=[%d], after=[%d]"
              .formatted(grid.points(), before.length, after.length));
    }
    double risen = 0;
    double fallen = 0;
    int highest = 0;
    int lowest = 0;
    float largestRise = 0;
    float largestFall = 0;
    for (int row = 0; row < grid.rows(); row++) {
      double rowWeight = row == 0 || row == grid.rows() - 1 ? 0.5 : 1;
      for (int column = 0; column < grid.columns(); column++) {
        int point = row * grid.columns() + column;
        float rise = after[point] - before[point];
        double weight = column == 0 || column == grid.columns() - 1 ? rowWeight / 2 : rowWeight;
        if (!Float.isFinite(rise)) {
          continue;
        }
        if (rise > 0) {
          risen = Math.fma(weight, rise, risen);
        } else {
          fallen = Math.fma(-weight, rise, fallen);
        }
        if (rise > largestRise) {
          largestRise = rise;
          highest = point;
        }
        if (-rise > largestFall) {
          largestFall = -rise;
          lowest = point;
        }
      }
    }
    double cell = cellArea(grid, plane);
    return new SurfaceDifference(
        risen * cell,
        fallen * cell,
        largestRise,
        grid.s(plane, highest % grid.columns()),
        grid.t(plane, highest / grid.columns()),
        largestFall,
        grid.s(plane, lowest % grid.columns()),
        grid.t(plane, lowest / grid.columns()));
  }

  private static double cellArea(SurfaceGrid grid, SurfacePlane plane) {
    return ((double) plane.uMaximum() - plane.uMinimum())
        / (grid.columns() - 1)
        * ((double) plane.vMaximum() - plane.vMinimum())
        / (grid.rows() - 1);
  }
}
