package dev.carve.trainer.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.Floats;
import dev.carve.core.event.Lineage;
import dev.carve.core.event.MinibatchReader;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.Topics;
import dev.carve.core.event.TrainingState;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.training.ModelState;
import dev.carve.core.training.ModelTraining;
import dev.carve.trainer.TrainerDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkTest {
  private static final String SPEC =
      TrainerDriver.SPEC.replace("{type: sgd, learning-rate: 0.1}", "{type: adam}")
          + """
          learning-rate-schedule: {type: exponential, half-life: 4000, warm-up: 30}
          gradient-clip-norm: 0.8
          """;

  @TempDir Path directory;
  private TrainerDriver trainer;
  private long sent;

  @BeforeEach
  void createModel() {
    trainer = new TrainerDriver(directory);
    trainer.create(SPEC);
  }

  @AfterEach
  void close() {
    trainer.close();
    assertThat(trainer.history().openReadings()).isZero();
  }

  @Test
  void shouldEqualItsParentForTenThousandStepsWhenNothingIsChanged() {
    send(70);
    ParameterSnapshot origin = trained(50);
    send(3_000);

    fork(SPEC, "again", origin);
    for (int i = 0; i < 100; i++) {
      send(70);
      trainer.sendRawMinibatch("spirals".getBytes(UTF_8), new byte[] {8});
      trainer.sendSeparableMinibatch("circles", i);
      trainer.advance(Duration.ofMillis(10));
    }
    trainer.advance(Duration.ofMillis(100));

    ModelState parent = state("spirals");
    ModelState fork = state("again");
    assertThat(parent.step()).isEqualTo(70 + 3_000 + 7_000).isGreaterThan(10_000);
    assertSameLearning(fork, parent);
    assertThat(fork.lineage()).isEqualTo(new Lineage(parent.run(), 50, "spirals"));
    assertThat(trainer.deadLetterReasons()).hasSize(200);
  }

  @Test
  void shouldTrainAnotherHistoryOnTheSameMinibatches() {
    send(40);
    ParameterSnapshot origin = trained(20);
    String slow = SPEC.replace("{type: adam}", "{type: adam, learning-rate: 0.00001}");

    fork(slow, "slow", origin);
    trainer.advance(Duration.ofMillis(10));

    ModelTraining expected =
        new ModelTraining(ModelState.fork(ModelSpec.parse(named(slow, "slow")), "any", origin, 0));
    for (int i = 20; i < 40; i++) {
      train(expected, i);
    }
    assertSameLearning(state("slow"), expected.state());
    assertThat(state("slow").toSnapshot().parameters())
        .isNotEqualTo(state("spirals").toSnapshot().parameters());
  }

  @Test
  void shouldAnswerWithTheParentAndBeginASnapshotThere() {
    send(8);
    ParameterSnapshot origin = trained(5);
    trainer.events();
    trainer.snapshots();

    fork(SPEC, "again", origin);

    assertThat(trainer.events())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.type()).isEqualTo(ModelEvent.Type.FORKED);
          assertThat(event.lineage()).isEqualTo(new Lineage(origin.run(), 5, "spirals"));
          assertThat(event.step()).isEqualTo(5);
          assertThat(event.text()).contains("from step 5 of run " + origin.run());
        });
    assertThat(trainer.snapshots())
        .singleElement()
        .satisfies(snapshot -> {
          assertThat(snapshot.step()).isEqualTo(5);
          assertThat(snapshot.parameters()).isEqualTo(origin.parameters());
          assertThat(snapshot.inputOffset()).isEqualTo(origin.inputOffset());
        });
  }

  @Test
  void shouldTakeCommandsOfItsOwn() {
    send(30);
    fork(SPEC, "again", trained(30));
    send(5);
    trainer.advance(Duration.ofMillis(10));
    command("again", ControlCommand.Type.FREEZE);
    send(5);
    trainer.advance(Duration.ofMillis(10));
    command("again", ControlCommand.Type.UNFREEZE);
    command("spirals", ControlCommand.Type.RESET);
    send(5);
    trainer.advance(Duration.ofMillis(10));

    assertThat(state("again").step()).isEqualTo(40);
    assertThat(state("again").inputOffset()).isEqualTo(sent);
    assertThat(state("spirals").step()).isEqualTo(5);
    assertThat(state("spirals").lineage().parentStep()).isEqualTo(40);
    command("again", ControlCommand.Type.RESET);
    send(5);
    trainer.advance(Duration.ofMillis(10));
    assertThat(state("again").step()).isEqualTo(5);
    assertThat(state("again").lineage().follows()).isEqualTo("spirals");
  }

  @Test
  void shouldTakeNoStreamOfItsOwn() {
    send(3);
    fork(SPEC, "again", trained(3));
    trainer.sendSeparableMinibatch("again", 1);
    trainer.sendExample("again", "{\"features\": [1, 2], \"label\": \"blue\"}");

    assertThat(trainer.deadLetterReasons())
        .hasSize(2)
        .allSatisfy(reason ->
            assertThat(reason)
                .contains("follows another")
                .contains("model=again, follows=spirals"));
  }

  @Test
  void shouldFreezeWhenItsMinibatchesAreNoLongerKept() {
    send(40);
    ParameterSnapshot origin = trained(20);
    trainer.history().deleteBefore(30);
    trainer.events();

    fork(SPEC, "again", origin);
    trainer.advance(Duration.ofMillis(10));
    trainer.advance(Duration.ofMillis(10));

    assertThat(state("again").state()).isEqualTo(TrainingState.FROZEN);
    assertThat(state("again").step()).isEqualTo(20);
    assertThat(trainer.events())
        .extracting(ModelEvent::type)
        .containsExactly(ModelEvent.Type.FORKED, ModelEvent.Type.LEFT_BEHIND);
    command("again", ControlCommand.Type.UNFREEZE);
    send(4);
    trainer.advance(Duration.ofMillis(10));
    assertThat(state("again").step()).isEqualTo(24);
    assertThat(trainer.snapshots())
        .filteredOn(snapshot -> snapshot.model().equals("again"))
        .extracting(ParameterSnapshot::step)
        .startsWith(20L, 21L);
  }

  @Test
  void shouldRefuseAForkWithoutAnOriginOrOfAnotherShape() {
    send(3);
    trainer.events();
    command("again", ControlCommand.Type.FORK);
    fork(SPEC.replace("units: 4", "units: 5"), "again", trained(3));
    fork(SPEC.replace("name: spirals", "name: other"), "again", trained(3));

    List<ModelEvent> events = trainer.events();
    assertThat(events).extracting(ModelEvent::type).containsOnly(ModelEvent.Type.REJECTED);
    assertThat(events)
        .extracting(ModelEvent::text)
        .satisfiesExactly(
            text -> assertThat(text).contains("origin is absent"),
            text -> assertThat(text).contains("units=[4]"),
            text -> assertThat(text).contains("command=again, spec=other"));
  }

  private void send(int count) {
    for (int i = 0; i < count; i++) {
      trainer.sendSeparableMinibatch("spirals", sent);
      sent++;
    }
  }

  private void command(String model, ControlCommand.Type type) {
    trainer.send(ControlCommand.of(trainer.nextCommandId(), model, type, Instant.EPOCH));
  }

  private void fork(String spec, String name, ParameterSnapshot origin) {
    trainer.send(
        ControlCommand.fork(
            trainer.nextCommandId(), name, named(spec, name), origin, Instant.EPOCH));
  }

  private static String named(String spec, String name) {
    return spec.replace("name: spirals", "name: " + name);
  }

  /// The parent's state after its first steps, with its own run, as whoever rebuilds it finds it.
  private ParameterSnapshot trained(int steps) {
    ModelTraining training =
        new ModelTraining(
            ModelState.begin(ModelSpec.parse(SPEC), state("spirals").run(), Floats.empty(), 0));
    for (int i = 0; i < steps; i++) {
      train(training, i);
    }
    return training.state().toWholeSnapshot();
  }

  private static void train(ModelTraining training, int i) {
    MinibatchReader reader = new MinibatchReader();
    reader.read(Topics.MINIBATCHES.codec().encode(TrainerDriver.separableMinibatch(i, 4)));
    training.take(reader);
    training.consume(0, i, 0);
    training.state().toBytes();
  }

  private ModelState state(String model) {
    return ModelState.read(trainer.storedState(model));
  }

  private static void assertSameLearning(ModelState actual, ModelState expected) {
    ParameterSnapshot one = actual.toWholeSnapshot();
    ParameterSnapshot other = expected.toWholeSnapshot();
    assertThat(one.step()).isEqualTo(other.step());
    assertThat(one.parameters()).isEqualTo(other.parameters());
    assertThat(one.inputStatistics()).isEqualTo(other.inputStatistics());
    assertThat(one.continuation().optimizerState())
        .isEqualTo(other.continuation().optimizerState());
    assertThat(one.continuation().learningRateScale())
        .isEqualTo(other.continuation().learningRateScale());
    assertThat(one.learningRate()).isEqualTo(other.learningRate());
  }
}
