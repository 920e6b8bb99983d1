package dev.carve.trainer.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.Minibatch;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.Topics;
import dev.carve.core.event.TrainingState;
import dev.carve.core.training.ModelState;
import dev.carve.trainer.TrainerDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingProcessorTest {
  @TempDir Path directory;
  private TrainerDriver trainer;

  @BeforeEach
  void createModel() {
    trainer = new TrainerDriver(directory);
    trainer.create(TrainerDriver.SPEC);
    trainer.snapshots();
    trainer.events();
  }

  @AfterEach
  void close() {
    trainer.close();
  }

  @Test
  void shouldPublishASnapshotOfEveryOneOfTheFirstSteps() {
    for (int step = 0; step < 3; step++) {
      trainer.sendSeparableMinibatch("spirals", step);
    }

    assertThat(trainer.snapshots())
        .extracting(ParameterSnapshot::step, ParameterSnapshot::inputOffset)
        .containsExactly(tuple(1, 1), tuple(2, 2), tuple(3, 3));
  }

  private static org.assertj.core.groups.Tuple tuple(long step, long offset) {
    return org.assertj.core.groups.Tuple.tuple(step, offset);
  }

  @Test
  void shouldLearnToSeparateTwoClouds() {
    for (int step = 0; step < 500; step++) {
      trainer.sendSeparableMinibatch("spirals", step);
      trainer.advance(Duration.ofMillis(10));
    }

    ParameterSnapshot last = trainer.snapshots().getLast();
    assertThat(last.accuracy()).isGreaterThan(0.95);
    assertThat(last.loss()).isLessThan(0.2);
  }

  @Test
  void shouldPublishSparselyAfterTheFirstSteps() {
    for (int step = 0; step < 4_000; step++) {
      trainer.sendSeparableMinibatch("spirals", step);
      trainer.advance(Duration.ofMillis(10));
    }

    assertThat(trainer.snapshots())
        .extracting(ParameterSnapshot::step)
        .contains(1L, 50L)
        .filteredOn(step -> step > 3_100)
        .hasSizeBetween(85, 95);
  }

  @Test
  void shouldPublishTheLastStepsOfAStreamThatPauses() {
    for (int step = 0; step < 60; step++) {
      trainer.sendSeparableMinibatch("spirals", step);
    }
    assertThat(trainer.snapshots().getLast().step()).isEqualTo(50);

    trainer.advance(Duration.ofSeconds(1));

    assertThat(trainer.snapshots()).extracting(ParameterSnapshot::step).containsExactly(60L);
  }

  @Test
  void shouldPublishMetricsWithTheRateOfSteps() {
    trainer.sendSeparableMinibatch("spirals", 1);
    trainer.advance(Duration.ofMillis(250));
    for (int step = 0; step < 25; step++) {
      trainer.sendSeparableMinibatch("spirals", step);
    }
    trainer.advance(Duration.ofMillis(250));

    assertThat(trainer.metrics().getLast())
        .satisfies(metrics -> {
          assertThat(metrics.step()).isEqualTo(26);
          assertThat(metrics.examplesSeen()).isEqualTo(104);
          assertThat(metrics.stepsPerSecond()).isEqualTo(100);
          assertThat(metrics.confusion().stream().mapToLong(Long::longValue).sum()).isEqualTo(104);
        });
    trainer.advance(Duration.ofSeconds(10));
    assertThat(trainer.metrics()).isEmpty();
  }

  @Test
  void shouldPublishEverythingAtTheEndOfABoundedInput() {
    for (int step = 0; step < 55; step++) {
      trainer.sendSeparableMinibatch("spirals", step);
    }
    trainer.snapshots();
    trainer.sendMinibatch(
        "spirals", new Minibatch(2, Floats.empty(), Ints.empty(), Instant.EPOCH, true));

    assertThat(trainer.snapshots()).extracting(ParameterSnapshot::step).containsExactly(55L);
    assertThat(trainer.metrics().getLast().endOfInput()).isTrue();
    assertThat(trainer.events())
        .extracting(ModelEvent::type)
        .containsExactly(ModelEvent.Type.END_OF_INPUT);
  }

  @Test
  void shouldEvaluateButNotLearnWhileFrozen() {
    trainer.sendSeparableMinibatch("spirals", 1);
    trainer.send(ControlCommand.Type.FREEZE);
    ParameterSnapshot frozenAt = trainer.snapshots().getLast();
    trainer.sendSeparableMinibatch("spirals", 2);
    trainer.advance(Duration.ofMillis(250));
    assertThat(trainer.metrics().getLast())
        .satisfies(metrics -> {
          assertThat(metrics.examplesSeen()).isEqualTo(8);
          assertThat(metrics.step()).isEqualTo(1);
          assertThat(metrics.state()).isEqualTo(TrainingState.FROZEN);
        });

    trainer.send(ControlCommand.Type.UNFREEZE);
    trainer.sendSeparableMinibatch("spirals", 3);

    ParameterSnapshot after = trainer.snapshots().getLast();
    assertThat(after.step()).isEqualTo(2);
    assertThat(after.parameters()).isNotEqualTo(frozenAt.parameters());
  }

  @Test
  void shouldTakeTheStepsThatWereAskedForAndFreezeAgain() {
    trainer.sendSeparableMinibatch("spirals", 1);
    trainer.send(ControlCommand.Type.FREEZE);
    trainer.snapshots();
    trainer.events();

    takeSteps(3);
    for (int i = 0; i < 5; i++) {
      trainer.sendSeparableMinibatch("spirals", i);
    }
    takeSteps(1);
    trainer.sendSeparableMinibatch("spirals", 5);
    trainer.sendSeparableMinibatch("spirals", 6);

    assertThat(trainer.snapshots())
        .extracting(
            ParameterSnapshot::step,
            ParameterSnapshot::inputOffset,
            snapshot -> snapshot.continuation().steadySince(),
            ParameterSnapshot::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(2L, 2L, 2L, TrainingState.TRAINING),
            org.assertj.core.groups.Tuple.tuple(3L, 3L, 2L, TrainingState.TRAINING),
            org.assertj.core.groups.Tuple.tuple(4L, 4L, 2L, TrainingState.FROZEN),
            org.assertj.core.groups.Tuple.tuple(5L, 7L, 5L, TrainingState.FROZEN));
    assertThat(trainer.events())
        .extracting(ModelEvent::type, ModelEvent::step, ModelEvent::text)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                ModelEvent.Type.UNFROZEN,
                1L,
                "spirals takes 3 steps from step 1 on and is frozen again then."),
            org.assertj.core.groups.Tuple.tuple(
                ModelEvent.Type.FROZEN,
                4L,
                "spirals has taken the steps that were asked for and is frozen at step 4."),
            org.assertj.core.groups.Tuple.tuple(
                ModelEvent.Type.UNFROZEN,
                4L,
                "spirals takes 1 step from step 4 on and is frozen again then."),
            org.assertj.core.groups.Tuple.tuple(
                ModelEvent.Type.FROZEN,
                5L,
                "spirals has taken the steps that were asked for and is frozen at step 5."));
  }

  @Test
  void shouldStoreHowManyStepsAreLeft() {
    trainer.send(ControlCommand.Type.FREEZE);
    takeSteps(3);
    trainer.sendSeparableMinibatch("spirals", 1);

    assertThat(ModelState.read(trainer.storedState("spirals")).stepsLeft()).isEqualTo(2);
    trainer.send(ControlCommand.Type.FREEZE);
    trainer.send(ControlCommand.Type.UNFREEZE);
    for (int i = 0; i < 5; i++) {
      trainer.sendSeparableMinibatch("spirals", i);
    }

    assertThat(ModelState.read(trainer.storedState("spirals")))
        .satisfies(state -> {
          assertThat(state.stepsLeft()).isZero();
          assertThat(state.step()).isEqualTo(6);
          assertThat(state.state()).isEqualTo(TrainingState.TRAINING);
        });
  }

  private void takeSteps(int steps) {
    trainer.send(
        ControlCommand.takeSteps(trainer.nextCommandId(), "spirals", steps, Instant.EPOCH));
  }

  @Test
  void shouldFreezeAtTheLastGoodParametersWhenTheLossIsNoLongerFinite() {
    trainer.close();
    trainer = new TrainerDriver(directory);
    trainer.create(TrainerDriver.SPEC.replace("tanh", "relu") + "standardize: false\n");
    trainer.events();
    trainer.sendSeparableMinibatch("spirals", 1);
    ParameterSnapshot good = trainer.snapshots().getLast();
    trainer.sendMinibatch(
        "spirals",
        new Minibatch(
            2, Floats.of(3e38f, -3e38f, 3e38f, 3e38f), Ints.of(0, 1), Instant.EPOCH, false));
    ParameterSnapshot diverged = trainer.snapshots().getLast();

    assertThat(diverged.parameters()).isEqualTo(good.parameters());
    assertThat(diverged.state()).isEqualTo(TrainingState.DIVERGED);
    assertThat(trainer.events())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.type()).isEqualTo(ModelEvent.Type.DIVERGED);
          assertThat(event.text()).contains("Step 2").contains("offset 1");
        });
  }

  @Test
  void shouldSendMinibatchesThatDoNotFitToDeadLettersAndChangeNothing() {
    trainer.sendSeparableMinibatch("spirals", 1);
    byte[] key = "spirals".getBytes(UTF_8);
    trainer.sendRawMinibatch(key, null);
    trainer.sendRawMinibatch(key, new byte[] {8});
    trainer.sendRawMinibatch(null, new byte[0]);
    trainer.sendMinibatch("circles", TrainerDriver.separableMinibatch(1, 4));
    trainer.sendMinibatch(
        "spirals", new Minibatch(3, Floats.of(1, 2, 3), Ints.of(0), Instant.EPOCH, false));
    trainer.sendMinibatch(
        "spirals", new Minibatch(2, Floats.of(1, 2), Ints.of(2), Instant.EPOCH, false));
    trainer.sendMinibatch(
        "spirals", new Minibatch(2, Floats.of(1, Float.NaN), Ints.of(1), Instant.EPOCH, false));

    assertThat(trainer.deadLetterReasons())
        .satisfiesExactly(
            reason -> assertThat(reason).contains("value is absent"),
            reason -> assertThat(reason).contains("Protobuf Minibatch"),
            reason -> assertThat(reason).contains("key is absent"),
            reason -> assertThat(reason).contains("model=circles"),
            reason -> assertThat(reason).contains("model=2, minibatch=3"),
            reason -> assertThat(reason).contains("label=2"),
            reason -> assertThat(reason).contains("feature=NaN"));
    assertThat(trainer.snapshots()).extracting(ParameterSnapshot::step).containsExactly(1L);
  }

  @Test
  void shouldSayOnlyTheBeginningOfAGiganticKey() {
    trainer.sendRawMinibatch("x".repeat(3 << 20).getBytes(UTF_8), new byte[] {1});
    trainer.sendRawMinibatch("x".repeat(100).getBytes(UTF_8), new byte[] {1});

    assertThat(trainer.deadLetterReasons())
        .satisfiesExactly(
            reason -> assertThat(reason).hasSizeLessThan(200).contains("bytes=3,145,728"),
            reason -> assertThat(reason).hasSizeLessThan(250).contains("x… (100 characters)"));
  }

  @Test
  void shouldRefuseASmallRecordWhoseActivationsWouldExhaustTheMemory() {
    String layers = "{units: 4096}, {units: 4}, ".repeat(8);
    trainer.send(
        ControlCommand.create(
            "c",
            "wide",
            "{name: wide, inputs: 2, classes: [a, b], layers: [%s]}".formatted(layers),
            Instant.EPOCH));
    trainer.sendMinibatch("wide", TrainerDriver.separableMinibatch(1, 60_000));
    trainer.sendMinibatch("wide", TrainerDriver.separableMinibatch(1, 4));

    assertThat(trainer.deadLetterReasons())
        .singleElement()
        .satisfies(reason -> assertThat(reason).contains("at most 2976", "examples=60000"));
    assertThat(trainer.snapshots()).extracting(ParameterSnapshot::step).containsExactly(0L, 1L);
  }

  @Test
  void shouldTrainOnMinibatchesOfAnyTimeAndGoOnPublishing() {
    for (int step = 0; step < 100; step++) {
      trainer.sendSeparableMinibatch("spirals", step);
    }
    trainer.snapshots();
    for (Instant time : TrainerDriver.STRANGE_TIMES) {
      sendAt(time);
    }
    trainer.sendSeparableMinibatch("spirals", 104);
    trainer.sendSeparableMinibatch("spirals", 105);
    trainer.advance(Duration.ofMillis(250));

    assertThat(trainer.deadLetterReasons()).isEmpty();
    assertThat(trainer.snapshots())
        .extracting(ParameterSnapshot::step, snapshot -> snapshot.time().toString())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(101L, "1970-01-01T00:00:00Z"),
            org.assertj.core.groups.Tuple.tuple(102L, "9999-12-31T23:59:59.999Z"),
            org.assertj.core.groups.Tuple.tuple(104L, "2026-01-01T00:00:00Z"));
  }

  private void sendAt(Instant time) {
    trainer.sendRaw(
        Topics.MINIBATCHES.name(),
        new TestRecord<>(
            "spirals".getBytes(UTF_8),
            Topics.MINIBATCHES.codec().encode(TrainerDriver.separableMinibatch(1, 4))),
        time);
  }
}
