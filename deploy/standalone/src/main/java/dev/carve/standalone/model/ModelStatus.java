package dev.carve.standalone.model;

import dev.carve.core.event.Lineage;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.TrainingMetrics;
import java.util.Optional;

/// What is known of a model from its events and metrics.
///
/// @param name the model's name
/// @param run its newest run
/// @param spec its spec as canonical YAML
/// @param lineage where that run comes from, and whose minibatches it takes
/// @param lastEvent the newest event
/// @param metrics the newest figures of that run, if any
public record ModelStatus(
    String name,
    String run,
    String spec,
    Lineage lineage,
    ModelEvent lastEvent,
    Optional<TrainingMetrics> metrics) {

  /// {@return how many steps it has taken, as far as is known}
  public long step() {
    return Math.max(
        metrics.map(TrainingMetrics::step).orElse(0L),
        lastEvent.run().equals(run) ? lastEvent.step() : 0);
  }

  /// {@return training, frozen or diverged}
  public String state() {
    boolean eventIsNewer = metrics.isEmpty() || lastEvent.time().isAfter(metrics.get().time());
    if (eventIsNewer) {
      switch (lastEvent.type()) {
        case FROZEN, LEFT_BEHIND -> {
          return "frozen";
        }
        case DIVERGED -> {
          return "diverged";
        }
        default -> {}
      }
    }
    return metrics.map(figures -> figures.state().label()).orElse("training");
  }
}
