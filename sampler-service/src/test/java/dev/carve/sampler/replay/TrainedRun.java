package dev.carve.sampler.replay;

import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.Minibatch;
import dev.carve.core.event.MinibatchReader;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.Topics;
import dev.carve.core.event.TrainingState;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.training.ModelState;
import dev.carve.core.training.ModelTraining;
import dev.carve.core.training.StepOutcome;
import dev.carve.sampler.Snapshots;
import dev.carve.sampler.journal.RunJournal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A run that took place: trained as the trainer does it, with the snapshots that it publishes, and
/// with the exact state after every step to compare with.
public final class TrainedRun {
  /// The run's name.
  public static final String RUN = "spirals-1";

  private static final int STEPS_A_SNAPSHOT = 40;
  private static final long STEP_MS = 3;

  private final KeptMinibatches minibatches;
  private final ModelTraining training;
  private final List<ParameterSnapshot> published = new ArrayList<>();
  private final List<ParameterSnapshot> exact = new ArrayList<>();
  private final MinibatchReader reader = new MinibatchReader();
  private long timeMs;

  /// A run before its first step.
  ///
  /// @param optimizer of the spec, as YAML
  /// @param more of the spec, as YAML
  /// @param minibatches where its minibatches are kept
  public TrainedRun(String optimizer, String more, KeptMinibatches minibatches) {
    this.minibatches = minibatches;
    ModelSpec spec =
        ModelSpec.parse(
            """
            name: spirals
            inputs: 2
            layers:
              - {units: 5, activation: tanh}
            classes: [orange, blue]
            optimizer: %s
            batch-size: 4
            """
                    .formatted(optimizer)
                + more);
    this.training = new ModelTraining(ModelState.begin(spec, RUN, Floats.empty(), 0));
    publish();
    exact.add(training.state().toWholeSnapshot());
  }

  /// Trains on as many minibatches, among others that are none of the model's, or none at all.
  ///
  /// @param count how many
  public void train(int count) {
    for (int i = 0; i < count; i++) {
      timeMs += STEP_MS;
      if (i % 5 == 0) {
        minibatches.add("circles", encoded(i), timeMs);
        minibatches.add("spirals", new byte[] {8}, timeMs);
      }
      train(minibatch(timeMs));
    }
  }

  void train(Minibatch minibatch) {
    long offset = minibatches.add("spirals", Topics.MINIBATCHES.codec().encode(minibatch), timeMs);
    take(offset);
    boolean stepped = training.consume(0, offset, timeMs) == StepOutcome.TRAINED;
    ModelState state = training.state();
    state.toBytes();
    if (stepped) {
      exact.add(state.toWholeSnapshot());
      if (state.isFirstSteadyStep()
          || state.step() - state.lastSnapshotStep() >= STEPS_A_SNAPSHOT) {
        publish();
      }
    }
  }

  private void take(long offset) {
    reader.read(minibatches.get(offset).value());
    training.take(reader);
  }

  /// A minibatch as it was sent.
  ///
  /// @param offset where it is kept
  /// @return the minibatch
  public Minibatch minibatchAt(long offset) {
    return Topics.MINIBATCHES.codec().decode(minibatches.get(offset).value());
  }

  void setLearningRate(double rate) {
    publishLastStep();
    training.state().initialLearningRate(rate);
  }

  void setState(TrainingState state) {
    publishLastStep();
    training.state().state(state);
  }

  /// Publishes the last step, as the trainer does when the stream pauses.
  public void publishLastStep() {
    if (training.state().step() != training.state().lastSnapshotStep()) {
      publish();
    }
  }

  private void publish() {
    published.add(training.state().toSnapshot());
    training.state().snapshotPublished();
  }

  /// Puts the snapshots that a journal got into it.
  ///
  /// @param directory of all journals
  /// @param got whether it got a snapshot
  public void journal(Path directory, Predicate<ParameterSnapshot> got) {
    append(directory, published.stream().filter(got).toList());
  }

  /// Puts all snapshots into a journal, but otherwise.
  void journalAs(Path directory, UnaryOperator<ParameterSnapshot> otherwise) {
    append(directory, published.stream().map(otherwise).toList());
  }

  private static void append(Path directory, List<ParameterSnapshot> snapshots) {
    try (RunJournal journal = RunJournal.open(directory, snapshots.getFirst(), Clock.systemUTC())) {
      snapshots.forEach(snapshot -> journal.append(snapshot, Snapshots.plane(snapshot)));
    }
  }

  long lastStep() {
    return training.state().step();
  }

  List<Long> publishedSteps() {
    return published.stream().map(ParameterSnapshot::step).toList();
  }

  /// The state after a step, as it was.
  ///
  /// @param step SGD steps taken
  /// @return with all that the next step needs
  public ParameterSnapshot exactAt(long step) {
    return exact.get((int) step);
  }

  /// A minibatch of two clouds.
  static Minibatch minibatch(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] features = new float[8];
    int[] labels = new int[4];
    for (int j = 0; j < labels.length; j++) {
      labels[j] = random.nextInt(2);
      features[2 * j] = (float) (labels[j] * 2 - 1 + 0.5 * random.nextGaussian());
      features[2 * j + 1] = (float) random.nextGaussian();
    }
    return new Minibatch(2, Floats.of(features), Ints.of(labels), Instant.EPOCH, false);
  }

  private static byte[] encoded(long seed) {
    return Topics.MINIBATCHES.codec().encode(minibatch(seed));
  }
}
