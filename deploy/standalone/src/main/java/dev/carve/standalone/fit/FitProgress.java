package dev.carve.standalone.fit;

import dev.carve.core.event.TrainingMetrics;
import java.util.OptionalDouble;

/// How far a fit has come.
///
/// @param metrics the newest figures
/// @param fraction of the input trained on, 0..1, if its end is known
public record FitProgress(TrainingMetrics metrics, OptionalDouble fraction) {

  /// Takes progress in: called on a thread of its own, a few times a second.
  @FunctionalInterface
  public interface Listener {
    /// Takes one report in.
    ///
    /// @param progress how far the fit has come
    void accept(FitProgress progress);
  }
}
