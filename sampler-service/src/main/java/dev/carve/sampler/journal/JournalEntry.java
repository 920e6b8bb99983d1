package dev.carve.sampler.journal;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.RecentExamples;
import dev.carve.core.surface.SurfacePlane;

/// A snapshot as the journal keeps it: all that its frame is evaluated from.
///
/// @param snapshot the parameters with their circumstances; its recent examples are those to show,
///   oldest first, thinned from what the snapshots up to this one carried
/// @param plane where its surfaces are looked at
public record JournalEntry(ParameterSnapshot snapshot, SurfacePlane plane) {
  /// An entry that shows these examples instead of those that the snapshot carries.
  static JournalEntry showing(
      ParameterSnapshot snapshot, RecentExamples shown, SurfacePlane plane) {
    return new JournalEntry(snapshot.withRecentExamples(shown), plane);
  }

  /// SGD steps taken to get here.
  ///
  /// @return the snapshot's step
  public long step() {
    return snapshot.step();
  }
}
