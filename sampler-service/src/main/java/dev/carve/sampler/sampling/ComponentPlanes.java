package dev.carve.sampler.sampling;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.network.Standardizer;
import dev.carve.core.surface.PrincipalComponents;
import dev.carve.core.surface.SurfacePlane;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Planes of the first two principal components of recent examples.
///
/// Components are computed anew whenever the run has seen twice as many examples, or ten minutes
/// later. The new plane replaces the old one only if much more of the examples' spread lies in it
/// or the old extent no longer fits, and is turned so that its axes point where the old ones did.
/// Owned by one thread.
final class ComponentPlanes {
  private static final Duration BETWEEN_COMPUTATIONS = Duration.ofMinutes(10);
  private static final double WORTH_A_CHANGE = 1.2;
  private static final double FULLEST = 1.1;
  private static final double EMPTIEST = 0.5;
  private static final double STANDARD_DEVIATIONS = 2.2;

  private final int inputs;
  private final ExampleReservoir reservoir;
  private long nextExamplesSeen;
  private Instant nextTime = Instant.MIN;

  ComponentPlanes(int inputs) {
    this.inputs = inputs;
    this.reservoir = new ExampleReservoir(inputs);
  }

  int inputs() {
    return inputs;
  }

  SurfacePlane choose(
      @Nullable SurfacePlane before, SnapshotSpec spec, ParameterSnapshot snapshot) {
    reservoir.add(snapshot);
    if (before != null && !isDue(snapshot)) {
      return before;
    }
    if (reservoir.size() == 0) {
      return before != null
          ? before
          : SurfacePlane.ofInputs(spec.spec().inputs(), SnapshotSpec.statistics(snapshot));
    }
    nextExamplesSeen = 2 * snapshot.examplesSeen();
    nextTime = snapshot.time().plus(BETWEEN_COMPUTATIONS);
    Standardizer standardizer = spec.standardizer(snapshot);
    SurfacePlane computed =
        PrincipalComponents.plane(reservoir.features(), reservoir.size(), inputs, standardizer);
    if (before == null) {
      return computed;
    }
    return isStillGood(before, computed, standardizer)
        ? before
        : PlaneTurn.towards(before, computed, standardizer);
  }

  private boolean isDue(ParameterSnapshot snapshot) {
    return snapshot.examplesSeen() >= nextExamplesSeen || snapshot.time().isAfter(nextTime);
  }

  private boolean isStillGood(
      SurfacePlane before, SurfacePlane computed, @Nullable Standardizer standardizer) {
    Spread old = spread(before, standardizer);
    Spread young = spread(computed, standardizer);
    return young.captured() <= WORTH_A_CHANGE * old.captured()
        && fits(before.uMinimum(), before.uMaximum(), old.meanS(), old.deviationS())
        && fits(before.vMinimum(), before.vMaximum(), old.meanT(), old.deviationT());
  }

  private static boolean fits(float minimum, float maximum, double mean, double deviation) {
    double half = ((double) maximum - minimum) / 2;
    double wanted = STANDARD_DEVIATIONS * deviation;
    return wanted <= FULLEST * half && wanted >= EMPTIEST * half && Math.abs(mean) <= half / 2;
  }

  /// How examples lie on a plane.
  ///
  /// @param captured how much of their variance lies in the plane
  private record Spread(
      double meanS, double meanT, double deviationS, double deviationT, double captured) {}

  private Spread spread(SurfacePlane plane, @Nullable Standardizer standardizer) {
    int n = reservoir.size();
    float[] coordinates = new float[2 * n];
    plane.project(reservoir.features(), n, standardizer, coordinates);
    double[] mean = new double[2];
    for (int i = 0; i < 2 * n; i++) {
      mean[i % 2] += coordinates[i] / n;
    }
    double ss = 0;
    double st = 0;
    double tt = 0;
    for (int j = 0; j < n; j++) {
      double s = coordinates[2 * j] - mean[0];
      double t = coordinates[2 * j + 1] - mean[1];
      ss += s * s / n;
      st += s * t / n;
      tt += t * t / n;
    }
    double captured =
        ss * PlaneTurn.product(plane.u(), plane.u(), standardizer)
            + 2 * st * PlaneTurn.product(plane.u(), plane.v(), standardizer)
            + tt * PlaneTurn.product(plane.v(), plane.v(), standardizer);
    return new Spread(mean[0], mean[1], Math.sqrt(ss), Math.sqrt(tt), captured);
  }
}
