package dev.carve.standalone.fit;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.core.network.ModelSpec;

/// What came of a fit.
///
/// @param spec the model
/// @param metrics the figures after the last example
/// @param snapshot the model after the last step
/// @param skipped rows of the input that were no examples
/// @param unused examples that the trainer could not use; they lie in the topic `dead-letters`
/// @param seconds from the first example sent to the last one trained on
public record FitReport(
    ModelSpec spec,
    TrainingMetrics metrics,
    ParameterSnapshot snapshot,
    long skipped,
    long unused,
    double seconds) {

  /// {@return how many examples the window at the end covers}
  public long windowExamples() {
    return Math.min(metrics.windowSize(), metrics.examplesSeen());
  }

  /// {@return SGD steps a second}
  public double stepsPerSecond() {
    return metrics.step() / seconds;
  }

  /// {@return examples a second}
  public double examplesPerSecond() {
    return metrics.examplesSeen() / seconds;
  }
}
