package dev.carve.sampler.replay;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.surface.SurfacePlane;
import dev.carve.sampler.journal.JournalEntry;

/// The exact parameters of one step.
///
/// @param snapshot with what the next step needs. Loss and accuracy are those of the last published
///   snapshot up to this step: they are not rebuilt
/// @param plane where that snapshot's surfaces are looked at
/// @param rebuiltFrom step of the published snapshot that it was rebuilt from; the step itself
///   where it was published
public record RebuiltStep(ParameterSnapshot snapshot, SurfacePlane plane, long rebuiltFrom) {
  /// {@return as the journal would keep it}
  public JournalEntry toEntry() {
    return new JournalEntry(snapshot, plane);
  }

  /// {@return whether this very step was published}
  public boolean wasPublished() {
    return rebuiltFrom == snapshot.step();
  }
}
