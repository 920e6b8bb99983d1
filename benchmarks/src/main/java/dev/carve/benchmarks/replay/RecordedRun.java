package dev.carve.benchmarks.replay;

import dev.carve.benchmarks.kernel.TrainingProblem;
import dev.carve.core.event.Floats;
import dev.carve.core.event.InputStatistics;
import dev.carve.core.event.Ints;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.RecentExamples;
import dev.carve.core.event.TrainingState;
import dev.carve.core.network.LayerSpec;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.network.Network;
import dev.carve.core.network.Standardizer;
import dev.carve.core.surface.SurfacePlane;
import dev.carve.sampler.journal.RunJournal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// A run in a journal, with parameters that wander.
final class RecordedRun {
  static final String RUN = "benchmark-run";

  private static final int EXAMPLES = 32;
  private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration INTERVAL = Duration.ofMillis(50);

  private final ModelSpec spec;
  private final float[] initial;

  private RecordedRun(ModelSpec spec, float[] initial) {
    this.spec = spec;
    this.initial = initial;
  }

  /// Writes a run of so many snapshots.
  static void write(Path journal, String network, int snapshots) {
    Network shape = TrainingProblem.of(network, EXAMPLES).network();
    String layers =
        shape.layers().subList(0, shape.layers().size() - 1).stream()
            .map(layer -> new LayerSpec(layer.units(), layer.activation()))
            .map(layer ->
                "  - {units: %d, activation: %s}%n"
                    .formatted(layer.units(), layer.activation().specName()))
            .collect(Collectors.joining());
    ModelSpec spec =
        ModelSpec.parse(
            "name: benchmark\ninputs: %d\nlayers:\n%sclasses: [blue, orange]\n"
                .formatted(shape.inputs(), layers));
    SplittableRandom random = new SplittableRandom(1);
    float[] initial = new float[shape.parameterCount()];
    for (int i = 0; i < initial.length; i++) {
      initial[i] = (float) random.nextGaussian();
    }
    new RecordedRun(spec, initial).write(journal, snapshots);
  }

  private void write(Path journal, int snapshots) {
    ParameterSnapshot first = at(0);
    SurfacePlane plane =
        SurfacePlane.ofInputs(
            spec.inputs(),
            Standardizer.of(
                first.inputStatistics().count(),
                first.inputStatistics().mean(),
                first.inputStatistics().m2()));
    try (RunJournal appender = RunJournal.open(journal, first, Clock.systemUTC())) {
      for (int step = 0; step < snapshots; step++) {
        appender.append(at(step), plane);
      }
    }
  }

  private ParameterSnapshot at(long step) {
    SplittableRandom random = new SplittableRandom(step);
    float[] parameters = initial.clone();
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += (float) (0.5 * Math.sin(0.003 * step + i));
    }
    int inputs = spec.inputs().size();
    float[] features = new float[EXAMPLES * inputs];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    int[] labels = random.ints(EXAMPLES, 0, 2).toArray();
    double[] m2 = new double[inputs];
    java.util.Arrays.fill(m2, EXAMPLES * (step + 1.0));
    return new ParameterSnapshot(
        spec.name(),
        RUN,
        step,
        spec.toYaml(),
        Floats.of(parameters),
        new InputStatistics(EXAMPLES * (step + 1), new double[inputs], m2),
        new RecentExamples(Floats.of(features), Ints.of(labels)),
        EXAMPLES * (step + 1),
        0,
        step,
        1,
        0.5,
        0.05,
        BEGIN.plus(INTERVAL.multipliedBy(step)),
        TrainingState.TRAINING);
  }
}
