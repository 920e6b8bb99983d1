package dev.carve.trainer.stream;

import java.util.OptionalDouble;

/// How far a feed has come.
///
/// @param examples sent so far
/// @param perSecond sent a second since the progress before this one; over the whole feed in its
///   last one
/// @param fraction of the source, 0..1, if its end is known
/// @param skipped rows left out
/// @param elapsedNs since the feed began
public record FeedProgress(
    long examples, double perSecond, OptionalDouble fraction, long skipped, long elapsedNs) {

  /// Takes progress in: called on the thread that feeds, a few times a second, and once at the end.
  @FunctionalInterface
  public interface Listener {
    /// Takes one report in.
    ///
    /// @param progress how far the feed has come
    void accept(FeedProgress progress);
  }
}
