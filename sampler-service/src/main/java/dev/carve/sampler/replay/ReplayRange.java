package dev.carve.sampler.replay;

/// Which steps of a run are replayed.
///
/// @param from the first step; the newest snapshot that is not beyond it begins
/// @param to the last step
public record ReplayRange(long from, long to) {
  /// Checks the range.
  ///
  /// @throws IllegalArgumentException if it is empty
  public ReplayRange {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "a range must begin at 0 or later and not end before: from=%d, to=%d"
              .formatted(from, to));
    }
  }

  /// {@return the range of all steps}
  public static ReplayRange whole() {
    return new ReplayRange(0, Long.MAX_VALUE);
  }
}
