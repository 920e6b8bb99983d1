package dev.carve.sampler.sampling;

import dev.carve.core.event.MalformedEventException;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.Topics;
import dev.carve.sampler.journal.RunNote;
import org.jspecify.annotations.Nullable;

/// What a record of topic `snapshots`, `metrics` or `events` holds for the journal of its run.
sealed interface RunRecord {
  /// A snapshot.
  ///
  /// @param snapshot as it was published
  record Published(ParameterSnapshot snapshot) implements RunRecord {}

  /// A note.
  ///
  /// @param note with its place in the topic, where it has one
  record Noted(RunNote note) implements RunRecord {}

  /// Decodes a record.
  ///
  /// @param topic one of the three
  /// @param partition where it was read
  /// @param offset where it was read
  /// @param value as it came
  /// @throws MalformedEventException if it cannot be decoded
  static RunRecord of(String topic, int partition, long offset, byte @Nullable [] value) {
    if (value == null) {
      throw new MalformedEventException("a record must have a value: value is absent");
    }
    if (topic.equals(Topics.SNAPSHOTS.name())) {
      return new Published(Topics.SNAPSHOTS.codec().decode(value));
    }
    return new Noted(
        topic.equals(Topics.METRICS.name())
            ? new RunNote.Measured(Topics.METRICS.codec().decode(value))
            : new RunNote.Happened(partition, offset, Topics.EVENTS.codec().decode(value)));
  }
}
