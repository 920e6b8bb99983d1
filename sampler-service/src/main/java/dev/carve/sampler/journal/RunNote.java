package dev.carve.sampler.journal;

import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.TrainingMetrics;

/// What the journal keeps of a run beside its snapshots.
public sealed interface RunNote {
  /// Something that happened.
  ///
  /// @param partition of topic `events`
  /// @param offset in that partition; with it the event is known again
  /// @param event what happened
  record Happened(int partition, long offset, ModelEvent event) implements RunNote {}

  /// How training went; known again by its examples and steps.
  ///
  /// @param metrics the figures
  record Measured(TrainingMetrics metrics) implements RunNote {}
}
