package dev.carve.benchmarks.journal;

import dev.carve.benchmarks.kernel.TrainingProblem;
import dev.carve.core.event.Floats;
import dev.carve.core.event.InputStatistics;
import dev.carve.core.event.Ints;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.RecentExamples;
import dev.carve.core.event.TrainingState;
import dev.carve.core.network.Backpropagation;
import dev.carve.core.network.ForwardPass;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.network.Network;
import dev.carve.core.network.Standardizer;
import dev.carve.core.optimizer.Sgd;
import dev.carve.core.surface.PrincipalComponents;
import dev.carve.core.surface.SurfacePlane;
import java.time.Instant;
import java.util.SplittableRandom;

/// The snapshots of a model that is trained on a stream of noisy clusters, one a step.
public final class TrainedSnapshots {
  private static final int BATCH = 32;
  private static final float LEARNING_RATE = 0.01f;
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

  private final String run;
  private final ModelSpec spec;
  private final String yaml;
  private final Network network;
  private final SplittableRandom random = new SplittableRandom(7);
  private final Sgd sgd = new Sgd();
  private final ForwardPass forwardPass;
  private final Backpropagation backpropagation;
  private final Standardizer standardizer;
  private final float[] parameters;
  private final float[] gradient;
  private final float[] state;
  private final float[] features;
  private final int[] labels = new int[BATCH];
  private long step;

  /// A model before its first step.
  ///
  /// @param networkName such as `2-8-8-2 tanh`
  /// @param run the run's name
  public TrainedSnapshots(String networkName, String run) {
    TrainingProblem problem = TrainingProblem.of(networkName, BATCH);
    this.run = run;
    this.network = problem.network();
    this.spec = ModelSpec.parse(spec(problem));
    this.yaml = spec.toYaml();
    this.forwardPass = new ForwardPass(network, BATCH);
    this.backpropagation = new Backpropagation(network, BATCH);
    this.standardizer = new Standardizer(network.inputs());
    this.parameters = problem.initialParameters();
    this.gradient = new float[parameters.length];
    this.state = new float[sgd.slots() * parameters.length];
    this.features = new float[BATCH * network.inputs()];
  }

  private static String spec(TrainingProblem problem) {
    StringBuilder yaml = new StringBuilder("name: benchmark\n");
    yaml.append("inputs: %d%nlayers:%n".formatted(problem.network().inputs()));
    var layers = problem.network().layers();
    for (int l = 0; l < layers.size() - 1; l++) {
      yaml.append(
          "  - {units: %d, activation: %s}%n"
              .formatted(layers.get(l).units(), problem.activation().specName()));
    }
    yaml.append("classes: [");
    for (int k = 0; k < problem.network().classes(); k++) {
      yaml.append(k == 0 ? "" : ", ").append("c").append(k);
    }
    return yaml.append("]\n").toString();
  }

  /// Where the surfaces of a snapshot are looked at.
  ///
  /// @param first the first snapshot
  /// @return the inputs themselves where they are two, else their principal components
  public SurfacePlane plane(ParameterSnapshot first) {
    int inputs = network.inputs();
    return inputs == 2
        ? SurfacePlane.ofInputs(spec.inputs(), standardizer)
        : PrincipalComponents.plane(
            first.recentExamples().features().array(),
            first.recentExamples().size(),
            inputs,
            standardizer);
  }

  long parameterBytes() {
    return (long) Float.BYTES * parameters.length;
  }

  /// Takes one step.
  ///
  /// @param intervalUs µs of the stream's time between two steps
  /// @return the snapshot after it
  public ParameterSnapshot next(long intervalUs) {
    draw();
    standardizer.update(features, BATCH);
    forwardPass.apply(parameters, standardizer, features, BATCH);
    backpropagation.apply(parameters, forwardPass, labels, BATCH, gradient);
    sgd.apply(step, LEARNING_RATE, parameters, gradient, state);
    step++;
    return new ParameterSnapshot(
        spec.name(),
        run,
        step,
        yaml,
        Floats.of(parameters.clone()),
        new InputStatistics(
            standardizer.count(), standardizer.mean().clone(), standardizer.m2().clone()),
        new RecentExamples(Floats.of(features.clone()), Ints.of(labels.clone())),
        BATCH * step,
        0,
        step,
        1.0 / (1 + step),
        1 - 0.5 / (1 + step),
        LEARNING_RATE,
        BEGIN.plusNanos(1_000 * intervalUs * step),
        TrainingState.TRAINING);
  }

  private void draw() {
    int inputs = network.inputs();
    for (int j = 0; j < BATCH; j++) {
      labels[j] = random.nextInt(network.classes());
      for (int k = 0; k < inputs; k++) {
        features[j * inputs + k] = (float) (random.nextGaussian() + Math.cos(labels[j] + k));
      }
    }
  }
}
