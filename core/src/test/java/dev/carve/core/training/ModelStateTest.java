package dev.carve.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.Floats;
import dev.carve.core.event.MinibatchReader;
import dev.carve.core.event.Topics;
import dev.carve.core.event.TrainingState;
import dev.carve.core.network.ModelSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelStateTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: sgd, learning-rate: 0.1}",
        "{type: sgd, learning-rate: 0.1, momentum: 0.9, nesterov: true, weight-decay: 0.001}",
        "{type: rmsprop}",
        "{type: adagrad}",
        "{type: adam}",
        "{type: adamw}"
      })
  void shouldGoOnBitForBitAfterItWasStoredAndRead(String optimizer) {
    ModelSpec spec =
        ModelSpec.parse(SeparableClouds.SPEC.replace("{type: sgd, learning-rate: 0.1}", optimizer));
    ModelTraining undisturbed = begin(spec);
    ModelTraining restored = begin(spec);

    for (int step = 0; step < 200; step++) {
      train(undisturbed, step);
      train(restored, step);
      if (step % 7 == 0) {
        restored = new ModelTraining(ModelState.read(restored.state().toBytes()));
      }
    }

    assertThat(restored.state().step()).isEqualTo(200);
    assertThat(restored.state().toBytes()).isEqualTo(undisturbed.state().toBytes());
    assertThat(restored.state().toSnapshot()).isEqualTo(undisturbed.state().toSnapshot());
  }

  @Test
  void shouldTakeTheStepsThatWereAskedForAndNoMore() {
    ModelTraining training = begin(ModelSpec.parse(SeparableClouds.SPEC));
    train(training, 0);
    training.state().state(TrainingState.FROZEN);
    training.state().takeSteps(3);

    for (int offset = 1; offset < 10; offset++) {
      training = new ModelTraining(ModelState.read(training.state().toBytes()));
      train(training, offset);
      assertThat(training.state().stepsLeft()).isEqualTo(Math.max(0, 3 - offset));
    }

    assertThat(training.state().step()).isEqualTo(4);
    assertThat(training.state().state()).isEqualTo(TrainingState.FROZEN);
    assertThat(training.state().inputOffset()).isEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource(TrainingState.class)
  void shouldForgetTheStepsLeftWhenTheStateIsSet(TrainingState other) {
    ModelState state = begin(ModelSpec.parse(SeparableClouds.SPEC)).state();
    state.takeSteps(3);
    state.state(other);

    assertThat(state.stepsLeft()).isZero();
    assertThat(ModelState.read(state.toBytes()).state()).isEqualTo(other);
  }

  private static ModelTraining begin(ModelSpec spec) {
    return new ModelTraining(ModelState.begin(spec, "run-1", Floats.empty(), 0));
  }

  private static void train(ModelTraining model, int step) {
    MinibatchReader reader = new MinibatchReader();
    reader.read(Topics.MINIBATCHES.codec().encode(SeparableClouds.minibatch(step, 1 + step % 9)));
    model.take(reader);
    model.consume(0, step, step);
  }
}
