package dev.carve.sampler.sampling;

import dev.carve.core.network.Standardizer;
import dev.carve.core.surface.SurfacePlane;
import org.jspecify.annotations.Nullable;

/// Turns a plane's axes, without changing what is on it, so that they point where another plane's
/// axes do: swapped if that is nearer, and each with the nearer of its two signs.
final class PlaneTurn {
  private PlaneTurn() {}

  static SurfacePlane towards(
      SurfacePlane before, SurfacePlane plane, @Nullable Standardizer standardizer) {
    double straight =
        Math.abs(product(before.u(), plane.u(), standardizer))
            + Math.abs(product(before.v(), plane.v(), standardizer));
    double across =
        Math.abs(product(before.u(), plane.v(), standardizer))
            + Math.abs(product(before.v(), plane.u(), standardizer));
    SurfacePlane turned = across > straight ? swapped(plane) : plane;
    boolean turnU = product(before.u(), turned.u(), standardizer) < 0;
    boolean turnV = product(before.v(), turned.v(), standardizer) < 0;
    return new SurfacePlane(
        turned.name(),
        turned.origin(),
        turnU ? negated(turned.u()) : turned.u(),
        turnV ? negated(turned.v()) : turned.v(),
        turnU ? -turned.uMaximum() : turned.uMinimum(),
        turnU ? -turned.uMinimum() : turned.uMaximum(),
        turnV ? -turned.vMaximum() : turned.vMinimum(),
        turnV ? -turned.vMinimum() : turned.vMaximum(),
        turned.uName(),
        turned.vName());
  }

  /// The scalar product of two directions in the space that the network sees.
  static double product(float[] one, float[] other, @Nullable Standardizer standardizer) {
    double sum = 0;
    for (int k = 0; k < one.length; k++) {
      double scale = standardizer == null ? 1 : standardizer.scale()[k];
      sum = Math.fma(one[k] * scale, other[k] * scale, sum);
    }
    return sum;
  }

  private static SurfacePlane swapped(SurfacePlane plane) {
    return new SurfacePlane(
        plane.name(),
        plane.origin(),
        plane.v(),
        plane.u(),
        plane.vMinimum(),
        plane.vMaximum(),
        plane.uMinimum(),
        plane.uMaximum(),
        plane.vName(),
        plane.uName());
  }

  private static float[] negated(float[] direction) {
    float[] negated = new float[direction.length];
    for (int k = 0; k < direction.length; k++) {
      negated[k] = -direction[k];
    }
    return negated;
  }
}
