package dev.carve.sampler.replay;

/// How a run is replayed.
///
/// @param range which steps
/// @param pace how fast
/// @param backwards whether from the last step to the first
/// @param loop whether the range begins again when it has ended
public record ReplayCourse(ReplayRange range, Pace pace, boolean backwards, boolean loop) {

  /// {@return one time through a range, forwards}
  ///
  /// @param range which steps
  /// @param pace how fast
  public static ReplayCourse forwards(ReplayRange range, Pace pace) {
    return new ReplayCourse(range, pace, false, false);
  }

  /// {@return the same, the other way round}
  public ReplayCourse reversed() {
    return new ReplayCourse(range, pace, !backwards, loop);
  }

  /// {@return whether frames are due at certain moments}
  public boolean isPaced() {
    return !(pace instanceof Pace.Fastest);
  }

  /// {@return the step where it begins when nothing else is said}
  public long start() {
    return backwards ? range.to() : range.from();
  }
}
