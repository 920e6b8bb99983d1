package dev.carve.sampler.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carve.core.event.Continuation;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.TrainingState;
import dev.carve.sampler.journal.NoSuchRunException;
import dev.carve.sampler.journal.OpenResources;
import dev.carve.sampler.journal.RetentionPolicy;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunRetention;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepReconstructionTest {
  private static final String ADAM = "{type: adam, learning-rate: 0.01}";
  private static final String MORE =
      """
      learning-rate-schedule: {type: cosine, steps: 2000, warm-up: 50}
      gradient-clip-norm: 0.3
      """;

  @TempDir private Path directory;
  private final KeptMinibatches minibatches = new KeptMinibatches();
  private RunLibrary library = new RunLibrary(Path.of(""), Clock.systemUTC());
  private StepReconstruction steps = new StepReconstruction(library, minibatches);

  @BeforeEach
  void openLibrary() {
    library = new RunLibrary(directory, Clock.systemUTC());
    steps = new StepReconstruction(library, minibatches);
  }

  @AfterEach
  void shouldLeaveNothingOpen() {
    library.close();
    assertThat(minibatches.open()).isZero();
    OpenResources.assertNone();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: sgd, learning-rate: 0.1}",
        "{type: sgd, learning-rate: 0.1, momentum: 0.9}",
        "{type: sgd, learning-rate: 0.1, momentum: 0.9, nesterov: true, weight-decay: 0.001}",
        "{type: rmsprop, momentum: 0.5}",
        "{type: adagrad, learning-rate-decay: 0.01}",
        ADAM,
        "{type: adamw}"
      })
  void shouldRebuildEveryStepBitForBit(String optimizer) {
    TrainedRun run = trainedWithCommands(optimizer);
    run.journal(directory, _ -> true);

    assertThat(run.lastStep()).isEqualTo(1_210);
    for (long step = 0; step <= run.lastStep(); step += step > 725 && step < 840 ? 1 : 29) {
      assertRebuilt(run, step);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{type: sgd}", "{type: sgd, momentum: 0.9}", ADAM})
  void shouldRebuildEveryStepOfAThinnedRun(String optimizer) {
    TrainedRun run = trainedWithCommands(optimizer);
    run.journal(directory, _ -> true);
    RetentionPolicy policy =
        new RetentionPolicy(
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ZERO,
            Optional.empty(),
            Optional.empty());
    RunRetention retention = new RunRetention(directory, policy, (_, work) -> work.run());

    assertThat(retention.apply(Instant.now().plus(Duration.ofDays(3))).thinned()).isEqualTo(1);

    assertThat(library.find(TrainedRun.RUN).orElseThrow().snapshots())
        .isLessThan(run.publishedSteps().size() / 2);
    for (long step = 1; step <= run.lastStep(); step += step > 725 && step < 840 ? 1 : 29) {
      ParameterSnapshot exact = run.exactAt(step);
      ParameterSnapshot rebuilt = steps.toGoOnFrom(TrainedRun.RUN, step).snapshot();
      assertThat(rebuilt.parameters()).isEqualTo(exact.parameters());
      assertThat(rebuilt.continuation()).isEqualTo(exact.continuation());
    }
  }

  private static TrainedRun run(String optimizer, KeptMinibatches minibatches) {
    return new TrainedRun(optimizer, MORE, minibatches);
  }

  private TrainedRun trainedWithCommands(String optimizer) {
    TrainedRun run = run(optimizer, minibatches);
    run.train(733);
    run.setLearningRate(0.03);
    run.train(95);
    run.setState(TrainingState.FROZEN);
    run.train(50);
    run.setState(TrainingState.TRAINING);
    run.train(1);
    run.setLearningRate(0.02);
    run.setLearningRate(0.05);
    run.train(381);
    run.publishLastStep();
    return run;
  }

  private void assertRebuilt(TrainedRun run, long step) {
    ParameterSnapshot exact = run.exactAt(step);
    RebuiltStep rebuilt = steps.at(TrainedRun.RUN, step);

    assertThat(rebuilt.snapshot().step()).isEqualTo(step);
    assertThat(rebuilt.wasPublished()).isEqualTo(run.publishedSteps().contains(step));
    assertThat(rebuilt.snapshot().parameters()).isEqualTo(exact.parameters());
    assertThat(rebuilt.snapshot().inputStatistics()).isEqualTo(exact.inputStatistics());
    assertThat(rebuilt.snapshot().inputOffset()).isGreaterThanOrEqualTo(exact.inputOffset());
    assertThat(rebuilt.snapshot().learningRate()).isEqualTo(exact.learningRate());
    if (step > 0) {
      ParameterSnapshot toGoOn = steps.toGoOnFrom(TrainedRun.RUN, step).snapshot();
      assertThat(toGoOn.parameters()).isEqualTo(exact.parameters());
      assertThat(toGoOn.continuation().optimizerState())
          .isEqualTo(exact.continuation().optimizerState());
      assertThat(toGoOn.continuation().learningRateScale())
          .isEqualTo(exact.continuation().learningRateScale());
    }
  }

  @Test
  void shouldGoOnFromTheBeginningWithTheFirstMinibatch() {
    minibatches.add("spirals", new byte[] {8}, 0);
    TrainedRun run = run(ADAM, minibatches);
    run.train(1);
    run.journal(directory, _ -> true);

    RebuiltStep begin = steps.toGoOnFrom(TrainedRun.RUN, 0);

    assertThat(begin.snapshot().parameters()).isEqualTo(run.exactAt(0).parameters());
    assertThat(begin.snapshot().inputOffset()).isEqualTo(3);
    assertThat(run.exactAt(1).inputOffset()).isEqualTo(4);
  }

  @Test
  void shouldSayWhichStepsThereAre() {
    TrainedRun run = run(ADAM, minibatches);
    run.train(100);
    run.journal(directory, snapshot -> snapshot.step() > 0);

    assertThatExceptionOfType(NoSuchStepException.class)
        .isThrownBy(() -> steps.at(TrainedRun.RUN, 90))
        .withMessage("step 90 is none of the run's: run=spirals-1, first step=1, last step=81");
    assertThatExceptionOfType(NoSuchStepException.class)
        .isThrownBy(() -> steps.at(TrainedRun.RUN, 0));
    assertThatExceptionOfType(NoSuchRunException.class).isThrownBy(() -> steps.at("none", 1));
  }

  @Test
  void shouldSayWhatCanBeShownWhenMinibatchesAreNoLongerKept() {
    TrainedRun run = run(ADAM, minibatches);
    run.train(500);
    run.journal(directory, _ -> true);
    long offset = run.exactAt(200).inputOffset();
    minibatches.deleteBefore(offset);

    assertThatExceptionOfType(StepLostException.class)
        .isThrownBy(() -> steps.at(TrainedRun.RUN, 130))
        .withMessageStartingWith(
            "step 130 lies between snapshots 121 and 161 and its minibatches from offset")
        .withMessageContaining("kept are those from %,d to".formatted(offset))
        .withMessageEndingWith("the nearest steps that can be shown are 121 and 161");
    assertThatExceptionOfType(StepLostException.class)
        .isThrownBy(() -> steps.toGoOnFrom(TrainedRun.RUN, 41))
        .withMessageStartingWith("step 41 can be shown, but not gone on from");
    assertThat(steps.at(TrainedRun.RUN, 41).wasPublished()).isTrue();
    assertRebuilt(run, 450);
  }

  @Test
  void shouldShowOnlyPublishedStepsWithoutKafka() {
    TrainedRun run = run(ADAM, minibatches);
    run.train(100);
    run.journal(directory, _ -> true);
    StepReconstruction alone = new StepReconstruction(library, MinibatchSource.none());

    assertThat(alone.at(TrainedRun.RUN, 41).snapshot().parameters())
        .isEqualTo(run.exactAt(41).parameters());
    assertThatExceptionOfType(MinibatchesUnavailableException.class)
        .isThrownBy(() -> alone.at(TrainedRun.RUN, 50))
        .withMessageEndingWith("no broker is connected");
  }

  @Test
  void shouldNoticeThatOtherMinibatchesAreKept() {
    TrainedRun run = run(ADAM, minibatches);
    run.train(100);
    run.journal(directory, _ -> true);
    assertRebuilt(run, 50);
    minibatches.replace(run.exactAt(60).inputOffset() - 1, TrainedRun.minibatch(-1));

    assertThatExceptionOfType(StepLostException.class)
        .isThrownBy(() -> steps.at(TrainedRun.RUN, 50))
        .withMessageContaining("are not those of that time")
        .withMessageContaining("41 and 81");
    assertRebuilt(run, 30);
  }

  @Test
  void shouldNotRebuildAcrossACommandWhoseNeighboursAreMissing() {
    TrainedRun run = run("{type: sgd}", minibatches);
    run.train(60);
    run.setLearningRate(0.01);
    run.train(60);
    run.journal(directory, snapshot -> snapshot.step() < 60 || snapshot.step() > 61);

    assertThat(run.publishedSteps()).isEqualTo(List.of(0L, 1L, 41L, 60L, 61L, 101L));
    assertRebuilt(run, 30);
    assertThatExceptionOfType(StepLostException.class)
        .isThrownBy(() -> steps.at(TrainedRun.RUN, 70))
        .withMessageContaining("lies between snapshots 41 and 101")
        .withMessageContaining("next to a command");
  }

  @Test
  void shouldNotRebuildFromSnapshotsThatDoNotTellEnough() {
    TrainedRun run = run("{type: sgd}", minibatches);
    run.train(100);
    run.journalAs(directory, snapshot -> snapshot.withContinuation(Continuation.unknown()));

    assertThat(steps.at(TrainedRun.RUN, 41).snapshot().parameters())
        .isEqualTo(run.exactAt(41).parameters());
    assertThatExceptionOfType(StepLostException.class)
        .isThrownBy(() -> steps.at(TrainedRun.RUN, 50))
        .withMessage(
            "step 50 lies between snapshots 41 and 81 and no snapshot before it, under the same commands, tells all that the next step needs; the nearest steps that can be shown are 41 and 81");
  }
}
