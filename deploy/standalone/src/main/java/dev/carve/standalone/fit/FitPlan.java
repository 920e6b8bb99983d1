package dev.carve.standalone.fit;

import dev.carve.core.event.Floats;
import dev.carve.core.network.ModelSpec;
import dev.carve.trainer.stream.ExampleSource;
import java.util.function.Supplier;

/// What a fit is to do.
///
/// @param spec the model
/// @param initialParameters θ to begin with, empty for the spec's own initialisation
/// @param input opens the examples, once for each epoch
/// @param epochs how often they are given, at least 1
/// @param progress hears how far it has come
public record FitPlan(
    ModelSpec spec,
    Floats initialParameters,
    Supplier<ExampleSource> input,
    int epochs,
    FitProgress.Listener progress) {

  /// Checks the epochs.
  public FitPlan {
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs must be above 0: epochs=" + epochs);
    }
  }
}
