package dev.carve.standalone.fit;

import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.core.network.ModelSpec;
import dev.carve.standalone.model.FittingSource;
import dev.carve.standalone.model.InputDoesNotFitException;
import dev.carve.standalone.model.ModelCatalog;
import dev.carve.standalone.model.ModelCommands;
import dev.carve.trainer.stream.ExampleFeeder;
import dev.carve.trainer.stream.ExampleSource;
import dev.carve.trainer.stream.FeedProgress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/// Trains a new model on a bounded input, in the input's order, so that the same input gives the
/// same parameters.
///
/// The trainer runs elsewhere; this only talks to it through the topics.
public final class Fit {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String bootstrapServers;
  private final FitPlan plan;
  private final ExampleFeeder feeder;
  private volatile FeedProgress fed = new FeedProgress(0, 0, OptionalDouble.empty(), 0, 0);

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

  /// Makes sure, before anything is started, that there are examples and that they fit.
  ///
  /// @param spec the model
  /// @param input opens the examples
  /// @throws InputDoesNotFitException if there is none, or they are not for this model
  public static void check(ModelSpec spec, Supplier<ExampleSource> input) {
    try (ExampleSource source = new FittingSource(input.get(), spec, true)) {
      requireExamples(source.next().isPresent());
    }
  }

  /// Runs from the first example to the last.
  ///
  /// @return what came of it
  /// @throws InputDoesNotFitException if the examples are not for this model
  /// @throws FitFailedException if training stands still or ends early
  public FitReport run() {
    try (ExampleSource source =
        new FittingSource(new EpochSource(plan.input(), plan.epochs()), plan.spec(), true)) {
      ModelEvent created = create();
      try (TrainingWatch watch =
          TrainingWatch.start(bootstrapServers, created.run(), this::report, feeder::isStopped)) {
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
    fed = feeder.feed(paced, model, Double.POSITIVE_INFINITY, progress -> fed = progress);
    requireExamples(fed.examples() > 0 || feeder.isStopped());
    feeder.markEndOfInput(model);
    TrainingMetrics end = watch.awaitEnd();
    return new FitReport(
        plan.spec(),
        end,
        newestSnapshot(end),
        source.skipped(),
        fed.examples() - end.examplesSeen(),
        (watch.endedNs() - beganNs) * 1e-9);
  }

  /// Called on the watch's own thread.
  private void report(TrainingMetrics metrics) {
    OptionalDouble fraction = fed.fraction();
    double trained = (double) metrics.examplesSeen() / Math.max(1, fed.examples());
    plan.progress()
        .accept(
            new FitProgress(
                metrics,
                fraction.isEmpty()
                    ? fraction
                    : OptionalDouble.of(Math.min(1, trained * fraction.getAsDouble()))));
  }

  private static void requireExamples(boolean some) {
    if (!some) {
      throw new InputDoesNotFitException("the input must hold an example: examples=0");
    }
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
