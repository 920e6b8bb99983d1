package dev.carve.sampler.sampling;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.RecentExamples;
import dev.carve.core.surface.InvalidPlaneException;
import dev.carve.core.surface.PlaneSource;
import dev.carve.core.surface.PlaneSpec;
import dev.carve.core.surface.PlaneSpecReader;
import dev.carve.core.surface.PrincipalComponents;
import dev.carve.core.surface.SurfacePlane;
import dev.carve.sampler.journal.JournalEntry;
import java.util.Optional;

/// The plane that was asked for, laid by what an entry carries.
final class ChosenPlane {
  private ChosenPlane() {}

  /// The plane for an entry.
  ///
  /// @param text as people choose it, or empty for the entry's own
  /// @throws InvalidPlaneException if it cannot be laid
  static SurfacePlane of(JournalEntry entry, SnapshotSpec spec, Optional<String> text) {
    return text.map(chosen -> lay(chosen, entry, spec)).orElse(entry.plane());
  }

  private static SurfacePlane lay(String text, JournalEntry entry, SnapshotSpec spec) {
    PlaneSpec chosen = new PlaneSpecReader(spec.spec().inputs(), spec.spec().classes()).parse(text);
    if (chosen instanceof PlaneSpec.Components
        && entry.plane().name().equals(PrincipalComponents.NAME)) {
      return entry.plane();
    }
    ParameterSnapshot snapshot = entry.snapshot();
    RecentExamples examples = snapshot.recentExamples();
    return chosen.lay(
        new PlaneSource(
            spec.spec().inputs(),
            spec.spec().classes(),
            SnapshotSpec.statistics(snapshot),
            spec.standardizer(snapshot),
            examples.features().array(),
            examples.labels().array()));
  }
}
