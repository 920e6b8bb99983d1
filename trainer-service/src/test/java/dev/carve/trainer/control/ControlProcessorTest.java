package dev.carve.trainer.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.Floats;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.trainer.TrainerDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlProcessorTest {
  @TempDir Path directory;
  private TrainerDriver trainer;

  @BeforeEach
  void start() {
    trainer = new TrainerDriver(directory);
  }

  @AfterEach
  void close() {
    trainer.close();
  }

  @Test
  void shouldAnswerACreatedModelWithItsRunAndPublishItsFirstLandscape() {
    trainer.create(TrainerDriver.SPEC);

    ModelEvent event = trainer.events().getFirst();
    assertThat(event.type()).isEqualTo(ModelEvent.Type.CREATED);
    assertThat(event.commandId()).isEqualTo("command-1");
    assertThat(event.spec()).contains("name: spirals");
    assertThat(event.run()).isEqualTo("spirals-20260101-000000-000");
    assertThat(trainer.snapshots())
        .singleElement()
        .satisfies(snapshot -> {
          assertThat(snapshot.step()).isZero();
          assertThat(snapshot.run()).isEqualTo(event.run());
          assertThat(snapshot.parameters().length()).isEqualTo(22);
        });
  }

  @Test
  void shouldBeginWithGivenParameters() {
    float[] initial = new float[22];
    initial[3] = 0.5f;
    trainer.send(
        new ControlCommand(
            "c",
            "spirals",
            ControlCommand.Type.CREATE,
            TrainerDriver.SPEC,
            Floats.of(initial),
            true,
            0,
            Instant.EPOCH));

    assertThat(trainer.snapshots().getFirst().parameters()).isEqualTo(Floats.of(initial));
  }

  @Test
  void shouldRejectAModelWhoseStateDoesNotFitIntoARecord() {
    trainer.create(
        "name: spirals\ninputs: 2\nlayers: [{units: 4096}, {units: 4096}]\nclasses: [a, b]\noptimizer: {type: adam}\n");
    trainer.create(TrainerDriver.SPEC);

    List<ModelEvent> events = trainer.events();
    assertThat(events)
        .extracting(ModelEvent::type)
        .containsExactly(ModelEvent.Type.REJECTED, ModelEvent.Type.CREATED);
    assertThat(events.getFirst().text())
        .contains("state-bytes=201,621,528", "maximum-state-bytes=100,659,200");
  }

  @Test
  void shouldRejectWhatCannotBeDoneWithTheReason() {
    trainer.create("name: spirals\ninputs: 0\nclasses: [a, b]\n");
    trainer.send(ControlCommand.Type.FREEZE);
    trainer.create(TrainerDriver.SPEC.replace("name: spirals", "name: circles"));
    trainer.create(TrainerDriver.SPEC);
    trainer.create(TrainerDriver.SPEC);
    trainer.send(
        new ControlCommand(
            "c",
            "spirals",
            ControlCommand.Type.SET_LEARNING_RATE,
            "",
            Floats.empty(),
            false,
            -1,
            Instant.EPOCH));

    assertThat(trainer.events())
        .satisfiesExactly(
            event -> assertRejected(event, "inputs"),
            event -> assertRejected(event, "the model must exist: model=spirals"),
            event -> assertRejected(event, "command=spirals, spec=circles"),
            event -> assertThat(event.type()).isEqualTo(ModelEvent.Type.CREATED),
            event -> assertRejected(event, "must not exist yet: model=spirals"),
            event -> assertRejected(event, "learningRate=-1.0"));
  }

  private static void assertRejected(ModelEvent event, String reason) {
    assertThat(event.type()).isEqualTo(ModelEvent.Type.REJECTED);
    assertThat(event.text()).contains(reason);
  }

  @Test
  void shouldBeginANewRunOnReset() {
    trainer.create(TrainerDriver.SPEC);
    trainer.sendSeparableMinibatch("spirals", 1);
    trainer.advance(Duration.ofSeconds(1));
    trainer.send(ControlCommand.Type.RESET);
    trainer.sendSeparableMinibatch("spirals", 1);

    assertThat(trainer.snapshots())
        .extracting(ParameterSnapshot::step, ParameterSnapshot::run)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(0L, "spirals-20260101-000000-000"),
            org.assertj.core.groups.Tuple.tuple(1L, "spirals-20260101-000000-000"),
            org.assertj.core.groups.Tuple.tuple(0L, "spirals-20260101-000001-000"),
            org.assertj.core.groups.Tuple.tuple(1L, "spirals-20260101-000001-000"));
  }

  @Test
  void shouldChangeTheLearningRate() {
    trainer.create(TrainerDriver.SPEC);
    trainer.send(
        new ControlCommand(
            "c",
            "spirals",
            ControlCommand.Type.SET_LEARNING_RATE,
            "",
            Floats.empty(),
            false,
            0.025,
            Instant.EPOCH));
    trainer.sendSeparableMinibatch("spirals", 1);

    assertThat(trainer.snapshots().getLast().learningRate()).isEqualTo(0.025);
    assertThat(trainer.events().getLast().type()).isEqualTo(ModelEvent.Type.LEARNING_RATE_CHANGED);
  }

  @Test
  void shouldPublishTheStepsOnBothSidesOfWhatChangesTheTraining() {
    trainer.create(TrainerDriver.SPEC.replace("{type: sgd,", "{type: sgd, momentum: 0.9,"));
    train(60);
    trainer.snapshots();

    trainer.send(ControlCommand.Type.FREEZE);
    train(5);
    trainer.send(ControlCommand.Type.UNFREEZE);
    train(7);
    trainer.send(ControlCommand.Type.RESET);

    assertThat(trainer.snapshots())
        .extracting(
            ParameterSnapshot::step,
            snapshot -> snapshot.continuation().steadySince(),
            ParameterSnapshot::inputOffset,
            snapshot -> snapshot.continuation().optimizerState().length() > 0)
        .containsExactly(
            tuple(60L, 1L, 60L, false),
            tuple(61L, 61L, 66L, true),
            tuple(67L, 61L, 72L, false),
            tuple(0L, 0L, 72L, true));
    assertThat(trainer.events().getLast().lineage().parentStep()).isEqualTo(67);
  }

  private void train(int count) {
    for (int i = 0; i < count; i++) {
      trainer.sendSeparableMinibatch("spirals", i);
    }
  }
}
