package dev.carve.trainer.stream;

/// What happens when a row of a source is no example.
public sealed interface BadRowPolicy permits LogAndSkipBadRows, FailOnBadRow {
  /// Decides about one row: returning leaves it out, throwing ends the source.
  ///
  /// @param row the row
  /// @throws UnreadableSourceException if the row is not to be left out
  void apply(BadRow row);
}
