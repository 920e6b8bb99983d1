package dev.carve.standalone.fit;

import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.standalone.model.ModelCatalog;
import dev.carve.standalone.model.ModelCommands;
import dev.carve.trainer.stream.ExampleFeeder;
import dev.carve.trainer.stream.ExampleSource;
import dev.carve.trainer.stream.FeedProgress;
import java.time.Duration;
import java.time.InstantSource;

/// Trains a new model on a bounded input, in the input's order, so that the same input gives the
/// same parameters.
///
/// The trainer runs elsewhere; this only talks to it through the topics.
public final class Fit {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String bootstrapServers;
  private final FitPlan plan;
  private final ExampleFeeder feeder;

  /// A fit that is ready to run.
  ///
  /// @param bootstrapServers where Kafka is
  /// @param plan what to do
  /// @param feeder sends the examples; stopping it ends the fit early
  public Fit(String bootstrapServers, FitPlan plan, ExampleFeeder feeder) {
    this.bootstrapServers = bootstrapServers;
    this.plan = plan;
    this.feeder = feeder;
  }

  /// Runs from the first example to the last.
  ///
  /// @return what came of it
  /// @throws InputDoesNotFitException if the examples are not for this model
  /// @throws FitFailedException if training stands still or ends early
  public FitReport run() {
    try (ExampleSource source =
        new FittingSource(new EpochSource(plan.input(), plan.epochs()), plan.spec())) {
      ModelEvent created = create();
      try (TrainingWatch watch = TrainingWatch.start(bootstrapServers, created.run())) {
        return train(source, watch);
      }
    }
  }

  private ModelEvent create() {
    try (ModelCommands commands =
        new ModelCommands(bootstrapServers, PATIENCE, InstantSource.system())) {
      return commands.create(plan.spec(), plan.initialParameters(), true);
    }
  }

  private FitReport train(ExampleSource source, TrainingWatch watch) {
    String model = plan.spec().name();
    long beganNs = System.nanoTime();
    PacedSource paced =
        new PacedSource(source, watch, plan.spec().inputs().size(), plan.spec().batchSize());
    FeedProgress fed = feeder.feed(paced, model, Double.POSITIVE_INFINITY, plan.progress());
    feeder.markEndOfInput(model);
    TrainingMetrics end = watch.awaitEnd();
    return new FitReport(
        plan.spec(),
        end,
        newestSnapshot(end).parameters(),
        source.skipped(),
        fed.examples() - end.examplesSeen(),
        (watch.endedNs() - beganNs) * 1e-9);
  }

  private ParameterSnapshot newestSnapshot(TrainingMetrics end) {
    return new ModelCatalog(bootstrapServers)
        .newestSnapshot(end.model())
        .filter(snapshot -> snapshot.run().equals(end.run()) && snapshot.step() == end.step())
        .orElseThrow(() ->
            new FitFailedException(
                "the last snapshot is missing: run=%s, step=%d".formatted(end.run(), end.step())));
  }
}
