package dev.carve.sampler;

import dev.carve.core.event.Floats;
import dev.carve.core.event.InputStatistics;
import dev.carve.core.event.Ints;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.RecentExamples;
import dev.carve.core.event.TrainingState;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.network.WeightInitializer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Snapshots of a run that never took place: every step's content follows from the run and the step
/// alone.
public final class Snapshots {
  /// When every such run begins.
  public static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

  private static final int EXAMPLES = 64;

  private final ModelSpec spec;
  private final String run;
  private final Duration interval;
  private final float[] initial;

  private Snapshots(ModelSpec spec, String run, Duration interval) {
    this.spec = spec;
    this.run = run;
    this.interval = interval;
    this.initial = WeightInitializer.initialize(spec.network(), spec.seed());
  }

  public static Snapshots of(String model, String run, int inputs) {
    return of(spec(model, inputs, 8), run, Duration.ofMillis(50));
  }

  public static Snapshots of(ModelSpec spec, String run, Duration interval) {
    return new Snapshots(spec, run, interval);
  }

  public static ModelSpec spec(String model, int inputs, int units) {
    return ModelSpec.parse(
        """
        name: %s
        inputs: %d
        layers:
          - {units: %d, activation: tanh}
          - {units: %d, activation: tanh}
        classes: [orange, blue]
        optimizer: {type: sgd, learning-rate: 0.05}
        """
            .formatted(model, inputs, units, units));
  }

  public ModelSpec spec() {
    return spec;
  }

  /// The snapshot after some steps.
  public ParameterSnapshot at(long step) {
    Random random = new Random(step * 31 + run.hashCode());
    float[] parameters = initial.clone();
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += (float) (0.2 * Math.sin(0.001 * step + i));
    }
    int inputs = spec.inputs().size();
    double[] mean = new double[inputs];
    double[] m2 = new double[inputs];
    for (int k = 0; k < inputs; k++) {
      mean[k] = 0.1 * k + 0.01 * random.nextDouble();
      m2[k] = 32.0 * step * (1 + 0.01 * random.nextDouble());
    }
    float[] features = new float[EXAMPLES * inputs];
    int[] labels = new int[EXAMPLES];
    for (int j = 0; j < EXAMPLES; j++) {
      labels[j] = random.nextInt(2);
      for (int k = 0; k < inputs; k++) {
        features[j * inputs + k] = (float) (random.nextGaussian() / (1 + k) + labels[j]);
      }
    }
    return new ParameterSnapshot(
        spec.name(),
        run,
        step,
        spec.toYaml(),
        Floats.of(parameters),
        new InputStatistics(32 * step, mean, m2),
        new RecentExamples(Floats.of(features), Ints.of(labels)),
        32 * step,
        0,
        1000 + step,
        Math.exp(-0.001 * step) + 0.01 * random.nextDouble(),
        1 - 0.5 * Math.exp(-0.001 * step),
        0.05,
        BEGIN.plus(interval.multipliedBy(step)),
        TrainingState.TRAINING);
  }

  /// The snapshots after `from`, `from + every`, … steps.
  public List<ParameterSnapshot> range(int from, int to, int every) {
    return IntStream.rangeClosed(0, (to - from) / every)
        .mapToObj(i -> at(from + (long) i * every))
        .toList();
  }
}
