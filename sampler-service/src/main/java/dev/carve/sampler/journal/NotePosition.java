package dev.carve.sampler.journal;

import dev.carve.core.event.TrainingMetrics;

/// How far a run's notes reach: its newest event and its newest metrics.
///
/// @param eventPartition of topic `events`, -1 if there is no event yet
/// @param eventOffset in that partition
/// @param examplesSeen of the newest metrics, -1 if there are none yet
/// @param step of the newest metrics
/// @param ended whether these were the figures after the last example
record NotePosition(
    int eventPartition, long eventOffset, long examplesSeen, long step, boolean ended) {
  static final NotePosition NONE = new NotePosition(-1, -1, -1, -1, false);

  /// Whether a note was appended before.
  boolean covers(RunNote note) {
    return switch (note) {
      case RunNote.Happened happened ->
          happened.partition() == eventPartition && happened.offset() <= eventOffset;
      case RunNote.Measured measured -> covers(measured.metrics());
    };
  }

  private boolean covers(TrainingMetrics metrics) {
    if (metrics.examplesSeen() != examplesSeen) {
      return metrics.examplesSeen() < examplesSeen;
    }
    return metrics.step() < step || (metrics.step() == step && (ended || !metrics.endOfInput()));
  }

  /// How far the notes reach with one more.
  NotePosition with(RunNote note) {
    return switch (note) {
      case RunNote.Happened happened ->
          new NotePosition(happened.partition(), happened.offset(), examplesSeen, step, ended);
      case RunNote.Measured(TrainingMetrics metrics) ->
          new NotePosition(
              eventPartition,
              eventOffset,
              metrics.examplesSeen(),
              metrics.step(),
              metrics.endOfInput());
    };
  }
}
