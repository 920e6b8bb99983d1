package dev.carve.core.surface;

import java.util.function.DoubleBinaryOperator;

/// Surfaces whose figures are known in closed form.
final class Surfaces {
  private Surfaces() {}

  static SurfacePlane plane(double u0, double u1, double v0, double v1) {
    return new SurfacePlane(
        "plane",
        new float[2],
        new float[] {1, 0},
        new float[] {0, 1},
        (float) u0,
        (float) u1,
        (float) v0,
        (float) v1,
        "s",
        "t");
  }

  static float[] heights(SurfaceGrid grid, SurfacePlane plane, DoubleBinaryOperator height) {
    float[] heights = new float[grid.points()];
    for (int i = 0; i < heights.length; i++) {
      float s = grid.s(plane, i % grid.columns());
      float t = grid.t(plane, i / grid.columns());
      heights[i] = (float) height.applyAsDouble(s, t);
    }
    return heights;
  }
}
