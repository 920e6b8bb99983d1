package dev.carve.dashboard.live;

/// Where in a partition reading begins.
///
/// @param recordsBeforeEnd how many records before the end, at most
record StartPosition(long recordsBeforeEnd) {
  static final StartPosition BEGINNING = new StartPosition(Long.MAX_VALUE);

  /// The offset to begin at.
  ///
  /// @param beginning offset of the oldest record that is still there
  /// @param end offset after the newest record
  long offset(long beginning, long end) {
    return Math.max(beginning, Math.max(0, end - recordsBeforeEnd));
  }
}
