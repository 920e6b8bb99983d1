package dev.carve.sampler;

import dev.carve.core.event.Continuation;
import dev.carve.core.event.Floats;
import dev.carve.core.event.InputStatistics;
import dev.carve.core.event.Ints;
import dev.carve.core.event.Lineage;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.RecentExamples;
import dev.carve.core.event.TrainingState;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.network.Standardizer;
import dev.carve.core.network.WeightInitializer;
import dev.carve.core.surface.SurfacePlane;
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
  private final String yaml;
  private final String run;
  private final Duration interval;
  private final float[] initial;

  private Snapshots(ModelSpec spec, String run, Duration interval) {
    this.spec = spec;
    this.yaml = spec.toYaml();
    this.run = run;
    this.interval = interval;
    this.initial = WeightInitializer.initialize(spec.network(), spec.seed());
  }

  /// Snapshots of a small network, fifty milliseconds apart.
  ///
  /// @param model the model's name
  /// @param run the run's name
  /// @param inputs features of an example
  /// @return the run
  public static Snapshots of(String model, String run, int inputs) {
    return of(spec(model, inputs, 8), run, Duration.ofMillis(50));
  }

  /// Snapshots of any network.
  ///
  /// @param spec the model's spec
  /// @param run the run's name
  /// @param interval time between two steps
  /// @return the run
  public static Snapshots of(ModelSpec spec, String run, Duration interval) {
    return new Snapshots(spec, run, interval);
  }

  /// A network with two hidden layers.
  ///
  /// @param model the model's name
  /// @param inputs features of an example
  /// @param units of each hidden layer
  /// @return its spec
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

  /// The model's spec.
  ///
  /// @return as every snapshot carries it
  public ModelSpec spec() {
    return spec;
  }

  /// The snapshot after some steps.
  ///
  /// @param step SGD steps taken
  /// @return the same for the same step
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
        yaml,
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

  /// Snapshots at even distances.
  ///
  /// @param from step of the first
  /// @param to step that is not passed
  /// @param every steps between two
  /// @return in order
  public List<ParameterSnapshot> range(int from, int to, int every) {
    return IntStream.rangeClosed(0, (to - from) / every)
        .mapToObj(i -> at(from + (long) i * every))
        .toList();
  }

  /// The plane of a snapshot's first two inputs.
  ///
  /// @param snapshot any one
  /// @return as its statistics lay it
  public static SurfacePlane plane(ParameterSnapshot snapshot) {
    InputStatistics statistics = snapshot.inputStatistics();
    return SurfacePlane.ofInputs(
        ModelSpec.defaultInputNames(statistics.inputs()),
        Standardizer.of(statistics.count(), statistics.mean(), statistics.m2()));
  }

  /// A snapshot of another time.
  ///
  /// @param snapshot any one
  /// @param time of the minibatch that led there
  /// @return the same at that time
  public static ParameterSnapshot withTime(ParameterSnapshot snapshot, Instant time) {
    return new ParameterSnapshot(
        snapshot.model(),
        snapshot.run(),
        snapshot.step(),
        snapshot.spec(),
        snapshot.parameters(),
        snapshot.inputStatistics(),
        snapshot.recentExamples(),
        snapshot.examplesSeen(),
        snapshot.inputPartition(),
        snapshot.inputOffset(),
        snapshot.loss(),
        snapshot.accuracy(),
        snapshot.learningRate(),
        time,
        snapshot.state());
  }

  /// A snapshot of a fork that can be gone on from. The rate changes every hundred steps, and every
  /// tenth snapshot says what the optimizer remembers.
  ///
  /// @param snapshot without that
  /// @return the same with it
  public static ParameterSnapshot toGoOnFrom(ParameterSnapshot snapshot) {
    long step = snapshot.step();
    long since = step / 100 * 100 + 1;
    Floats memory = step % 10 == 0 ? Floats.of((float) step, (float) -step, 0.5f) : Floats.empty();
    return new ParameterSnapshot(
        snapshot.model(),
        snapshot.run(),
        step,
        snapshot.spec(),
        snapshot.parameters(),
        snapshot.inputStatistics(),
        snapshot.recentExamples(),
        snapshot.examplesSeen(),
        snapshot.inputPartition(),
        snapshot.inputOffset(),
        snapshot.loss(),
        snapshot.accuracy(),
        snapshot.learningRate(),
        snapshot.time(),
        snapshot.state(),
        new Continuation(0.5 + Math.floorDiv(step, 100), since, memory),
        new Lineage("spirals-0", 17, "circles"));
  }
}
