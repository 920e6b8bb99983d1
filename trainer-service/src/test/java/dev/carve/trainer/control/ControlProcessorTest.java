package dev.carve.trainer.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.Minibatch;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.Topics;
import dev.carve.core.training.ModelState;
import dev.carve.trainer.TrainerDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    trainer.send(learningRate(-1));

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

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void shouldRejectInitialParametersThatAreNotFinite(float bad) {
    float[] initial = new float[22];
    initial[3] = bad;
    initial[9] = Float.NaN;
    trainer.send(create(TrainerDriver.SPEC, Floats.of(initial)));
    trainer.create(TrainerDriver.SPEC);

    assertThat(trainer.events())
        .satisfiesExactly(
            event ->
                assertRejected(
                    event, "parameters must be finite: initialParameters[3]=%s".formatted(bad)),
            event -> assertThat(event.type()).isEqualTo(ModelEvent.Type.CREATED));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 0, -0.0, -1, 1e-60, 1e60})
  void shouldRejectALearningRateThatNoStepCanTake(double rate) {
    trainer.create(TrainerDriver.SPEC);
    trainer.send(learningRate(rate));

    assertRejected(trainer.events().getLast(), "learningRate=" + rate);
  }

  @Test
  void shouldRejectStepsOfAModelThatIsNotFrozen() {
    trainer.create(TrainerDriver.SPEC);
    trainer.send(takeSteps(3));
    trainer.send(ControlCommand.Type.FREEZE);
    trainer.send(takeSteps(0));
    trainer.send(takeSteps(1_001));
    trainer.send(takeSteps(-1));
    trainer.send(takeSteps(1_000));
    trainer.send(takeSteps(1));

    assertThat(trainer.events())
        .satisfiesExactly(
            event -> assertThat(event.type()).isEqualTo(ModelEvent.Type.CREATED),
            event ->
                assertRejected(
                    event,
                    "a model must be frozen to take a number of steps: model=spirals, state=training"),
            event -> assertThat(event.type()).isEqualTo(ModelEvent.Type.FROZEN),
            event -> assertRejected(event, "steps must be from 1 to 1,000: steps=0"),
            event -> assertRejected(event, "steps=1001"),
            event -> assertRejected(event, "steps=4294967295"),
            event -> assertThat(event.type()).isEqualTo(ModelEvent.Type.UNFROZEN),
            event -> assertRejected(event, "state=training"));
  }

  @Test
  void shouldRejectStepsOfAModelThatHasDiverged() {
    trainer.create(TrainerDriver.SPEC.replace("tanh", "relu") + "standardize: false\n");
    trainer.send(ControlCommand.Type.FREEZE);
    trainer.send(takeSteps(3));
    trainer.sendMinibatch(
        "spirals",
        new Minibatch(
            2, Floats.of(3e38f, -3e38f, 3e38f, 3e38f), Ints.of(0, 1), Instant.EPOCH, false));
    trainer.send(takeSteps(3));

    assertThat(trainer.events())
        .extracting(ModelEvent::type)
        .containsExactly(
            ModelEvent.Type.CREATED,
            ModelEvent.Type.FROZEN,
            ModelEvent.Type.UNFROZEN,
            ModelEvent.Type.DIVERGED,
            ModelEvent.Type.REJECTED);
    assertThat(ModelState.read(trainer.storedState("spirals")).stepsLeft()).isZero();
  }

  private static ControlCommand takeSteps(int steps) {
    return ControlCommand.takeSteps("c", "spirals", steps, Instant.EPOCH);
  }

  private static ControlCommand create(String spec, Floats initialParameters) {
    return new ControlCommand(
        "c",
        "spirals",
        ControlCommand.Type.CREATE,
        spec,
        initialParameters,
        false,
        0,
        Instant.EPOCH);
  }

  private static ControlCommand learningRate(double rate) {
    return new ControlCommand(
        "c",
        "spirals",
        ControlCommand.Type.SET_LEARNING_RATE,
        "",
        Floats.empty(),
        false,
        rate,
        Instant.EPOCH);
  }

  @Test
  void shouldRejectASpecThatWouldExhaustTheMemory() {
    String spec = "{name: spirals, classes: [a, b], ";
    trainer.create(spec + "inputs: 2, layers: " + "[".repeat(200_000));
    trainer.create(spec + "inputs: 2, layers: [{units: 1000000000}]}");
    trainer.create(spec + "inputs: 65535, layers: [], batch-size: 65536}");
    trainer.create(spec + "inputs: 1, batch-size: 65536, layers: [{units: 4096}]}");
    trainer.create(spec + "inputs: [" + " ".repeat(1 << 20) + "]}");
    trainer.create(spec + "layers: [], inputs: [" + names(10_000, "\u20ac") + "]}");
    trainer.create(spec + "layers: [], inputs: [" + "'', ".repeat(60_000) + "x]}");
    trainer.create(TrainerDriver.SPEC);

    assertThat(trainer.events())
        .satisfiesExactly(
            event -> assertRejected(event, "more than 16 deep"),
            event -> assertRejected(event, "units must be a whole number from 1 to 4096"),
            event -> assertRejected(event, "minibatch-bytes=17,179,869,184"),
            event -> assertRejected(event, "examples=65536"),
            event -> assertRejected(event, "characters=1,04"),
            event -> assertRejected(event, "with everything written out: characters=1,07"),
            event -> assertRejected(event, "60000 mistakes"),
            event -> assertThat(event.type()).isEqualTo(ModelEvent.Type.CREATED));
  }

  private static String names(int count, String part) {
    return IntStream.range(0, count)
        .mapToObj(i -> part.repeat(10) + i)
        .collect(Collectors.joining(", "));
  }

  @Test
  void shouldNotAnswerWhatNoAnswerCanRepeat() {
    String gigantic = "x".repeat(5 << 20);
    trainer.send(ControlCommand.of(gigantic, "spirals", ControlCommand.Type.FREEZE, Instant.EPOCH));
    trainer.send(ControlCommand.of("c", gigantic, ControlCommand.Type.FREEZE, Instant.EPOCH));
    trainer.create(gigantic);

    assertThat(trainer.deadLetterReasons())
        .containsExactly(
            "a command's id must be at most 200 characters: id=%s… (5,242,880 characters)"
                .formatted("x".repeat(60)),
            "a model's name must be at most 100 characters: bytes=5,242,880, beginning=%s… (100 characters)"
                .formatted("x".repeat(60)));
    assertThat(trainer.events())
        .singleElement()
        .satisfies(event -> assertRejected(event, "characters=5,242,880"));
  }

  @Test
  void shouldNeverGiveTwoRunsOneName() {
    trainer.create(TrainerDriver.SPEC);
    ControlCommand reset =
        ControlCommand.of("c", "spirals", ControlCommand.Type.RESET, Instant.EPOCH);
    trainer.send(reset);
    trainer.send(reset);
    sendAt(reset, Instant.parse("2025-12-31T00:00:00Z"));
    sendAt(reset, Instant.ofEpochMilli(Long.MAX_VALUE));
    trainer.send(reset);
    trainer.send(reset);

    assertThat(trainer.events())
        .extracting(ModelEvent::run)
        .containsExactly(
            "spirals-20260101-000000-000",
            "spirals-20260101-000000-001",
            "spirals-20260101-000000-002",
            "spirals-20260101-000000-003",
            "spirals-99991231-235959-999",
            "spirals-+100000101-000000-000",
            "spirals-+100000101-000000-001");
  }

  private void sendAt(ControlCommand command, Instant time) {
    trainer.sendRaw(
        Topics.CONTROL.name(),
        new TestRecord<>(command.model().getBytes(UTF_8), Topics.CONTROL.codec().encode(command)),
        time);
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
    trainer.send(learningRate(0.025));
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
