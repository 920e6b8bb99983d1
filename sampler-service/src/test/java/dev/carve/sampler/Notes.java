package dev.carve.sampler;

import dev.carve.core.evaluation.PrequentialFigures;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.core.event.TrainingState;
import java.time.Duration;
import java.util.List;

/// Metrics and events of a run that never took place: each follows from the run and its number
/// alone.
public final class Notes {
  private static final Duration INTERVAL = Duration.ofMillis(300);

  private final String model;
  private final String run;

  private Notes(String model, String run) {
    this.model = model;
    this.run = run;
  }

  /// Notes of a run.
  ///
  /// @param model the model's name
  /// @param run the run's name
  /// @return its notes
  public static Notes of(String model, String run) {
    return new Notes(model, run);
  }

  /// Metrics.
  ///
  /// @param number from 0; ten steps of 32 examples lie between two
  /// @return the same for the same number
  public TrainingMetrics metrics(long number) {
    double accuracy = 1 - 0.5 * Math.exp(-0.01 * number);
    PrequentialFigures figures =
        new PrequentialFigures(accuracy, Math.exp(-0.01 * number), accuracy, accuracy - 0.1, 0.5);
    return new TrainingMetrics(
        model,
        run,
        10 * number,
        320 * number,
        Snapshots.BEGIN.plus(INTERVAL.multipliedBy(number)),
        200,
        0.05,
        1.0 / (1 + number),
        figures,
        figures,
        1000,
        figures,
        List.of(number, 1L, 2L, number),
        TrainingState.TRAINING,
        false);
  }

  /// An event.
  ///
  /// @param step SGD steps taken by then
  /// @param type what happened
  /// @return the same for the same step and type
  public ModelEvent event(long step, ModelEvent.Type type) {
    return new ModelEvent(
        model,
        run,
        step,
        type,
        "%s at step %d".formatted(type, step),
        Snapshots.BEGIN.plus(Duration.ofMillis(50).multipliedBy(step)),
        "",
        "");
  }
}
