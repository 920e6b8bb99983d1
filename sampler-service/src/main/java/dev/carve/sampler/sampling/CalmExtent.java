package dev.carve.sampler.sampling;

import dev.carve.core.event.InputStatistics;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.surface.SurfacePlane;
import org.jspecify.annotations.Nullable;

/// Keeps the extent of a plane of inputs while the data fill it well enough.
///
/// A new extent is proposed for every snapshot; where statistics hover around a bound, it would
/// jump to and fro.
final class CalmExtent {
  private static final double STANDARD_DEVIATIONS = 2.2;
  private static final double FULLEST = 1.05;
  private static final double EMPTIEST = 0.55;
  private static final double FARTHEST_CENTRE = 0.2;

  private CalmExtent() {}

  static SurfacePlane keepOrReplace(
      @Nullable SurfacePlane before, SurfacePlane proposed, ParameterSnapshot snapshot) {
    if (before == null || !before.name().equals(proposed.name())) {
      return proposed;
    }
    InputStatistics statistics = snapshot.inputStatistics();
    boolean keepU = fits(before.uMinimum(), before.uMaximum(), statistics, 0);
    boolean keepV =
        statistics.inputs() == 1 || fits(before.vMinimum(), before.vMaximum(), statistics, 1);
    SurfacePlane u = keepU ? before : proposed;
    SurfacePlane v = keepV ? before : proposed;
    return new SurfacePlane(
        proposed.name(),
        proposed.origin(),
        proposed.u(),
        proposed.v(),
        u.uMinimum(),
        u.uMaximum(),
        v.vMinimum(),
        v.vMaximum(),
        proposed.uName(),
        proposed.vName());
  }

  private static boolean fits(float minimum, float maximum, InputStatistics statistics, int input) {
    if (statistics.count() == 0) {
      return true;
    }
    double half = ((double) maximum - minimum) / 2;
    double centre = ((double) maximum + minimum) / 2;
    double wanted = STANDARD_DEVIATIONS * Math.sqrt(statistics.m2()[input] / statistics.count());
    double off = Math.abs(statistics.mean()[input] - centre);
    return wanted <= FULLEST * half && wanted >= EMPTIEST * half && off <= FARTHEST_CENTRE * half;
  }
}
