package dev.carve.sampler.sampling;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.network.Standardizer;
import dev.carve.core.surface.SurfacePlane;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a run's surfaces are looked at, snapshot after snapshot.
///
/// The plane of one or two inputs follows their mean and variance, that of more inputs the first
/// two principal components of recent examples. A plane stays until it fits the data badly, so that
/// the view is calm and the journal short. Owned by one thread.
final class PlaneChoice {
  private @Nullable SurfacePlane plane;
  private @Nullable ComponentPlanes components;

  /// Goes on from the plane of the last entry, if there is one.
  PlaneChoice(Optional<SurfacePlane> before) {
    this.plane = before.orElse(null);
  }

  /// The plane for the next snapshot.
  ///
  /// @throws UnusableSnapshotException if the statistics lay none
  SurfacePlane choose(SnapshotSpec spec, ParameterSnapshot snapshot) {
    int inputs = spec.network().inputs();
    SurfacePlane before = plane;
    if (before != null && before.origin().length != inputs) {
      before = null;
    }
    try {
      SurfacePlane chosen =
          inputs > 2
              ? componentsOf(inputs).choose(before, spec, snapshot)
              : CalmExtent.keepOrReplace(before, ofInputs(spec, snapshot), snapshot);
      plane = chosen;
      return chosen;
    } catch (IllegalArgumentException e) {
      throw new UnusableSnapshotException("a plane must be found: " + e.getMessage());
    }
  }

  private ComponentPlanes componentsOf(int inputs) {
    ComponentPlanes known = components;
    if (known == null || known.inputs() != inputs) {
      known = new ComponentPlanes(inputs);
      components = known;
    }
    return known;
  }

  private static SurfacePlane ofInputs(SnapshotSpec spec, ParameterSnapshot snapshot) {
    Standardizer statistics = SnapshotSpec.statistics(snapshot);
    return spec.network().inputs() == 1
        ? Planes.ofSingleInput(spec.spec().inputs().getFirst(), statistics)
        : SurfacePlane.ofInputs(spec.spec().inputs(), statistics);
  }
}
