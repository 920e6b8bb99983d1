package dev.carve.trainer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What the trainer counts for its operator.
///
/// `trainer.minibatches`, `trainer.examples`, `trainer.snapshots`, and `trainer.dead.letters` by
/// topic.
public final class TrainerMetrics {
  private final MeterRegistry registry;
  private final Counter minibatches;
  private final Counter examples;
  private final Counter snapshots;
  private final Map<String, Counter> deadLetters = new ConcurrentHashMap<>();

  /// Registers the meters.
  ///
  /// @param registry where they are read
  public TrainerMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.minibatches =
        Counter.builder("trainer.minibatches")
            .description("Minibatches consumed")
            .register(registry);
    this.examples =
        Counter.builder("trainer.examples").description("Examples consumed").register(registry);
    this.snapshots =
        Counter.builder("trainer.snapshots").description("Snapshots published").register(registry);
  }

  /// Counts a minibatch.
  ///
  /// @param size examples in it
  public void minibatch(int size) {
    minibatches.increment();
    examples.increment(size);
  }

  /// Counts a snapshot.
  public void snapshot() {
    snapshots.increment();
  }

  /// Counts a record that could not be used.
  ///
  /// @param topic where it came from
  public void deadLetter(String topic) {
    deadLetters
        .computeIfAbsent(
            topic,
            name ->
                Counter.builder("trainer.dead.letters")
                    .description("Records that could not be used")
                    .tag("topic", name)
                    .register(registry))
        .increment();
  }
}
