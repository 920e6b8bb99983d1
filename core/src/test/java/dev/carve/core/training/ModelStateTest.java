package dev.carve.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.Floats;
import dev.carve.core.event.MinibatchReader;
import dev.carve.core.event.Topics;
import dev.carve.core.network.ModelSpec;
import org.junit.jupiter.params.ParameterizedTest;
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
