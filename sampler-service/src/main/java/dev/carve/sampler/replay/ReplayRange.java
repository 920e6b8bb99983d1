package dev.carve.sampler.replay;

/// What is replayed and how fast.
///
/// @param from the first step; the newest snapshot that is not beyond it begins
/// @param to the last step
/// @param speed snapshot time that passes in a second, in seconds; 0 for as fast as possible
public record ReplayRange(long from, long to, double speed) {
  /// Checks the range.
  ///
  /// @throws IllegalArgumentException if it is empty or the speed is negative
  public ReplayRange {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "a range must begin at 0 or later and not end before: from=%d, to=%d"
              .formatted(from, to));
    }
    if (!(speed >= 0 && speed <= 1e9)) {
      throw new IllegalArgumentException("speed must be 0 or more: speed=%s".formatted(speed));
    }
  }

  /// {@return whether frames follow the snapshots' own times}
  public boolean isPaced() {
    return speed > 0;
  }
}
