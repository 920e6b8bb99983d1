package dev.carve.sampler.sampling;

import dev.carve.core.network.Standardizer;
import dev.carve.core.surface.SurfacePlane;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Planes for networks that have one input only: the input lies along u, and nothing changes along
/// v.
final class Planes {
  private Planes() {}

  /// The plane of a single input.
  static SurfacePlane ofSingleInput(String name, Standardizer statistics) {
    SurfacePlane pair = SurfacePlane.ofInputs(List.of(name, ""), withFlatInput(statistics));
    return new SurfacePlane(
        name,
        new float[] {0},
        new float[] {1},
        new float[] {0},
        pair.uMinimum(),
        pair.uMaximum(),
        -1,
        1,
        name,
        "");
  }

  private static Standardizer withFlatInput(Standardizer single) {
    return Standardizer.of(
        single.count(), new double[] {single.mean()[0], 0}, new double[] {single.m2()[0], 0});
  }

  /// Where examples lie on a plane; those of a single input lie along its middle.
  static void project(
      SurfacePlane plane,
      float[] features,
      int n,
      @Nullable Standardizer standardizer,
      float[] coordinates) {
    if (plane.origin().length > 1) {
      plane.project(features, n, standardizer, coordinates);
      return;
    }
    for (int j = 0; j < n; j++) {
      coordinates[2 * j] = (features[j] - plane.origin()[0]) / plane.u()[0];
      coordinates[2 * j + 1] = 0;
    }
  }
}
