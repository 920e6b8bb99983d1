package dev.carve.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carve.core.event.Continuation;
import dev.carve.core.event.Floats;
import dev.carve.core.event.Lineage;
import dev.carve.core.event.MinibatchReader;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.Topics;
import dev.carve.core.event.TrainingState;
import dev.carve.core.network.ModelSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContinuedStateTest {
  private static final String PLAIN = "{type: sgd, learning-rate: 0.1}";
  private static final String ADAM = "{type: adam}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        PLAIN,
        "{type: sgd, learning-rate: 0.1, momentum: 0.9, nesterov: true, weight-decay: 0.001}",
        "{type: rmsprop, momentum: 0.5}",
        "{type: adagrad, learning-rate-decay: 0.01}",
        ADAM,
        "{type: adamw}"
      })
  void shouldGoOnBitForBitFromAWholeSnapshot(String optimizer) {
    ModelSpec spec =
        spec(
            optimizer,
            """
            learning-rate-schedule: {type: cosine, steps: 150, warm-up: 20}
            gradient-clip-norm: 0.5
            """);
    ModelTraining undisturbed = begin(spec);
    ModelTraining continued = begin(spec);

    for (int i = 0; i < 200; i++) {
      if (i % 7 == 0) {
        continued = new ModelTraining(ModelState.of(stored(continued.state())));
      }
      command(undisturbed.state(), i);
      command(continued.state(), i);
      train(undisturbed, i);
      train(continued, i);
    }

    assertThat(continued.state().step()).isEqualTo(180);
    assertThat(exact(continued.state())).isEqualTo(exact(undisturbed.state()));
  }

  /// Sets the rate, freezes for twenty minibatches, and trains again.
  private static void command(ModelState state, int i) {
    switch (i) {
      case 33 -> state.initialLearningRate(0.03);
      case 60 -> state.state(TrainingState.FROZEN);
      case 80 -> state.state(TrainingState.TRAINING);
      default -> {}
    }
  }

  private static ParameterSnapshot stored(ModelState state) {
    return Topics.SNAPSHOTS
        .codec()
        .decode(Topics.SNAPSHOTS.codec().encode(state.toWholeSnapshot()));
  }

  private static ParameterSnapshot exact(ModelState state) {
    return state.toWholeSnapshot().withFigures(0, 0);
  }

  @Test
  void shouldNotGoOnFromASnapshotWithoutWhatTheOptimizerRemembers() {
    ModelTraining training = begin(spec(ADAM, ""));
    train(training, 0);
    ParameterSnapshot whole = training.state().toWholeSnapshot();
    ParameterSnapshot partial = whole.withContinuation(new Continuation(1, 1, Floats.empty()));

    assertThat(ModelState.isComplete(whole)).isTrue();
    assertThat(ModelState.isComplete(partial)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelState.of(partial))
        .withMessageContaining("step=1, optimizer state=[0]");
    assertThat(ModelState.isComplete(whole.withContinuation(Continuation.unknown()))).isFalse();
  }

  @Test
  void shouldPublishWhatTheOptimizerRemembersFirstAfterAChangeAndOnceASecond() {
    ModelTraining training = begin(spec(ADAM, ""));
    StringBuilder steps = new StringBuilder();

    for (int step = 1; step <= 45; step++) {
      if (step == 20) {
        training.state().initialLearningRate(0.01);
      }
      train(training, step, 100L * step);
      ModelState state = training.state();
      if (state.toSnapshot().continuation().optimizerState().length() > 0) {
        steps.append(step).append(' ');
      }
      state.snapshotPublished();
    }

    assertThat(steps.toString()).isEqualTo("1 10 20 30 40 ");
  }

  @Test
  void shouldSayFromWhichStepOnNothingChangedButTheParameters() {
    ModelTraining training = begin(spec(PLAIN, ""));
    ModelState state = training.state();
    assertThat(state.toSnapshot().continuation().steadySince()).isZero();

    train(training, 0);
    train(training, 1);
    assertThat(state.toSnapshot().continuation().steadySince()).isEqualTo(1);
    state.state(TrainingState.FROZEN);
    assertThat(state.toSnapshot().continuation().steadySince()).isEqualTo(1);
    state.state(TrainingState.TRAINING);
    train(training, 2);

    assertThat(state.toSnapshot().continuation().steadySince()).isEqualTo(3);
    assertThat(state.isFirstSteadyStep()).isTrue();
    state.snapshotPublished();
    assertThat(state.isFirstSteadyStep()).isFalse();
  }

  @Test
  void shouldBeginAForkWhereItsOriginStood() {
    ModelTraining parent = begin(spec(ADAM, ""));
    parent.state().initialLearningRate(0.004);
    for (int i = 0; i < 30; i++) {
      train(parent, i);
    }
    ParameterSnapshot origin = parent.state().toWholeSnapshot();

    ModelTraining same = fork(named("same", spec(ADAM, "")), origin);
    ModelTraining slow =
        fork(named("slow", spec("{type: adam, learning-rate: 0.0001}", "")), origin);
    ModelTraining plain = fork(named("plain", spec(PLAIN, "")), origin);

    assertThat(same.state().lineage()).isEqualTo(new Lineage("run-1", 30, "spirals"));
    assertThat(same.state().step()).isEqualTo(30);
    assertThat(same.state().inputOffset()).isEqualTo(origin.inputOffset());
    for (int i = 30; i < 60; i++) {
      train(parent, i);
      train(same, i);
      train(slow, i);
      train(plain, i);
    }
    assertThat(same.state().parameters()).containsExactly(parent.state().parameters());
    assertThat(same.state().optimizerState()).containsExactly(parent.state().optimizerState());
    assertThat(parent.state().learningRate()).isEqualTo(0.004);
    assertThat(slow.state().learningRate()).isEqualTo(0.0001);
    assertThat(plain.state().step()).isEqualTo(60);
  }

  @Test
  void shouldRefuseAForkOfAnotherShape() {
    ModelTraining parent = begin(spec(PLAIN, ""));
    train(parent, 0);
    ModelSpec wider = ModelSpec.parse(SeparableClouds.SPEC.replace("units: 4", "units: 5"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelState.fork(wider, "run-2", parent.state().toWholeSnapshot(), 0))
        .withMessageEndingWith("inputs=2, units=[4], classes=[orange, blue]");
  }

  @Test
  void shouldNameTheRunThatAResetBeginsFrom() {
    ModelTraining old = begin(spec(PLAIN, ""));
    train(old, 0);
    train(old, 1);

    ModelState reset = ModelState.reset(old.state(), "run-2", 0);

    assertThat(reset.lineage()).isEqualTo(new Lineage("run-1", 2, ""));
    assertThat(reset.step()).isZero();
    assertThat(reset.inputOffset()).isEqualTo(2);
    assertThat(ModelState.read(reset.toBytes()).lineage()).isEqualTo(reset.lineage());
  }

  @Test
  void shouldReadAStateThatVersion1Stored() {
    ModelTraining training = begin(spec(ADAM, ""));
    for (int i = 0; i < 20; i++) {
      train(training, i);
    }
    ModelState read = ModelState.read(version1(training.state().toBytes()));

    assertThat(exact(read).withContinuation(Continuation.unknown()))
        .isEqualTo(exact(training.state()).withContinuation(Continuation.unknown()));
    ModelTraining restored = new ModelTraining(read);
    train(restored, 20);
    train(training, 20);
    assertThat(restored.state().parameters()).containsExactly(training.state().parameters());
    assertThat(restored.state().isFirstSteadyStep()).isTrue();
  }

  @Test
  void shouldReadAStateThatVersion2Stored() {
    ModelTraining training = begin(spec(ADAM, ""));
    for (int i = 0; i < 20; i++) {
      train(training, i);
    }
    ModelState read = ModelState.read(version2(training.state().toBytes()));

    assertThat(read.toBytes()).isEqualTo(training.state().toBytes());
    ModelTraining restored = new ModelTraining(read);
    train(restored, 20);
    train(training, 20);
    assertThat(restored.state().toBytes()).isEqualTo(training.state().toBytes());
    assertThat(restored.state().isFirstSteadyStep()).isFalse();
  }

  /// Version 2 did not have the last four bytes before the mark.
  private static byte[] version2(byte[] bytes) {
    byte[] stored = java.util.Arrays.copyOf(bytes, bytes.length - Integer.BYTES);
    stored[0] = 2;
    stored[stored.length - 1] = bytes[bytes.length - 1];
    return stored;
  }

  /// Version 1 had neither the lineage behind the spec nor the last sixteen bytes before the mark.
  private static byte[] version1(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer into = ByteBuffer.allocate(bytes.length).order(ByteOrder.LITTLE_ENDIAN);
    from.getInt();
    into.putInt(1);
    for (int text = 0; text < 2; text++) {
      byte[] copied = new byte[from.getInt()];
      from.get(copied);
      into.putInt(copied.length).put(copied);
    }
    int lineage = from.getInt() + from.getInt() + Long.BYTES;
    assertThat(lineage).isEqualTo(Long.BYTES);
    from.position(from.position() + Long.BYTES)
        .limit(bytes.length - 1 - 2 * Integer.BYTES - Long.BYTES);
    into.put(from);
    return java.util.Arrays.copyOf(into.array(), into.position());
  }

  private static ModelSpec spec(String optimizer, String more) {
    return ModelSpec.parse(SeparableClouds.SPEC.replace(PLAIN, optimizer) + more);
  }

  private static ModelSpec named(String name, ModelSpec spec) {
    return ModelSpec.parse(spec.toYaml().replace("name: spirals", "name: " + name));
  }

  private static ModelTraining begin(ModelSpec spec) {
    return new ModelTraining(ModelState.begin(spec, "run-1", Floats.empty(), 0));
  }

  private static ModelTraining fork(ModelSpec spec, ParameterSnapshot origin) {
    return new ModelTraining(ModelState.fork(spec, spec.name() + "-1", origin, 0));
  }

  private static void train(ModelTraining model, int i) {
    train(model, i, i);
  }

  private static void train(ModelTraining model, int i, long timeMs) {
    MinibatchReader reader = new MinibatchReader();
    reader.read(Topics.MINIBATCHES.codec().encode(SeparableClouds.minibatch(i, 1 + i % 9)));
    model.take(reader);
    model.consume(0, i, timeMs);
    model.state().toBytes();
  }
}
