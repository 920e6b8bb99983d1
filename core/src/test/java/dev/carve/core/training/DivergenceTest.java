package dev.carve.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.Minibatch;
import dev.carve.core.event.MinibatchReader;
import dev.carve.core.event.Topics;
import dev.carve.core.event.TrainingState;
import dev.carve.core.network.ModelSpec;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DivergenceTest {
  /* Weights between a feature of 1e30 and a hidden unit get gradients of about that size. */
  private static final Minibatch FAR_OUT =
      new Minibatch(2, Floats.of(1e30f, 1, -1e30f, 1), Ints.of(0, 1), Instant.EPOCH, false);

  private long offset;

  @Test
  void shouldUndoAStepWhoseParametersOverflowThoughItsGradientIsFinite() {
    ModelTraining model = trained("{type: sgd, learning-rate: 1.0e38}", "linear", false);
    ModelTraining harmless = copyOf(model);
    harmless.state().initialLearningRate(1e-9);
    Minibatch minibatch =
        new Minibatch(2, Floats.of(1000, 1, 1000, 1), Ints.of(0, 1), Instant.EPOCH, false);

    assertDiverges(model, minibatch);

    offset--;
    assertThat(consume(harmless, minibatch)).isEqualTo(StepOutcome.TRAINED);
    assertThat(harmless.state().gradientNorm()).isBetween(10.0, 1e6);
  }

  @Test
  void shouldUndoAStepWhoseLossIsNoNumber() {
    ModelTraining model = trained("{type: sgd, learning-rate: 0.1}", "relu", false);

    assertDiverges(
        model,
        new Minibatch(
            2, Floats.of(3e38f, -3e38f, 3e38f, 3e38f), Ints.of(0, 1), Instant.EPOCH, false));
  }

  @Test
  void shouldUndoAStepWhoseSecondMomentsOverflow() {
    ModelTraining model = trained("{type: adam}", "linear", false);

    assertDiverges(model, FAR_OUT);
  }

  @Test
  void shouldJudgeWhatDivergedAndWhatComesAfterLikeAFrozenModel() {
    ModelTraining diverged = trained("{type: adam}", "linear", false);
    ModelTraining frozen = copyOf(diverged);
    frozen.state().state(TrainingState.FROZEN);

    consume(diverged, FAR_OUT);
    long offsetAfter = offset;
    offset--;
    consume(frozen, FAR_OUT);
    assertThat(offset).isEqualTo(offsetAfter);
    for (int i = 0; i < 20; i++) {
      assertThat(consume(diverged, SeparableClouds.minibatch(i, 4)))
          .isEqualTo(StepOutcome.EVALUATED);
      offset--;
      consume(frozen, SeparableClouds.minibatch(i, 4));
    }

    frozen.state().state(TrainingState.DIVERGED);
    assertThat(diverged.state().toBytes()).isEqualTo(frozen.state().toBytes());
  }

  @Test
  void shouldGoOnFromTheLastGoodStateWhenItIsUnfrozen() {
    ModelTraining diverged = trained("{type: adam}", "linear", false);
    ModelTraining undisturbed = copyOf(diverged);

    consume(diverged, FAR_OUT);
    ModelTraining restored = copyOf(diverged);
    restored.state().state(TrainingState.TRAINING);
    for (int i = 0; i < 20; i++) {
      consume(restored, SeparableClouds.minibatch(i, 4));
      consume(undisturbed, SeparableClouds.minibatch(i, 4));
    }

    assertThat(restored.state().step()).isEqualTo(undisturbed.state().step());
    assertSameLearning(restored, undisturbed.state());
  }

  private void assertDiverges(ModelTraining model, Minibatch minibatch) {
    ModelState before = copyOf(model).state();

    assertThat(consume(model, minibatch)).isEqualTo(StepOutcome.DIVERGED);

    assertSameLearning(model, before);
    assertThat(model.state().state()).isEqualTo(TrainingState.DIVERGED);
    assertThat(model.state().examplesSeen()).isEqualTo(before.examplesSeen() + minibatch.size());
    assertThat(model.state().evaluation().examples())
        .isEqualTo(before.evaluation().examples() + minibatch.size());
    assertThat(model.state().toSnapshot().inputOffset()).isEqualTo(offset);
    assertThat(ModelState.read(model.state().toBytes()).toSnapshot())
        .isEqualTo(model.state().toSnapshot());
  }

  private static void assertSameLearning(ModelTraining model, ModelState expected) {
    assertThat(model.state().step()).isEqualTo(expected.step());
    assertThat(bits(model.state().parameters())).isEqualTo(bits(expected.parameters()));
    assertThat(bits(model.state().optimizerState())).isEqualTo(bits(expected.optimizerState()));
    assertThat(stored(model.state())).isEqualTo(stored(expected));
  }

  private static ByteBuffer stored(ModelState state) {
    ByteBuffer standardizer = ByteBuffer.allocate(state.standardizer().stateBytes());
    state.standardizer().write(standardizer);
    return standardizer.flip();
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  /// A model after ten steps at a rate that is harmless, which then gets the rate of its spec.
  private ModelTraining trained(String optimizer, String activation, boolean standardize) {
    ModelSpec spec =
        ModelSpec.parse(
            SeparableClouds.SPEC
                    .replace("{type: sgd, learning-rate: 0.1}", optimizer)
                    .replace("tanh", activation)
                + "standardize: %s\n".formatted(standardize));
    ModelTraining model = new ModelTraining(ModelState.begin(spec, "run-1", Floats.empty(), 0));
    model.state().initialLearningRate(1e-3);
    for (int step = 0; step < 10; step++) {
      assertThat(consume(model, SeparableClouds.minibatch(step, 4))).isEqualTo(StepOutcome.TRAINED);
    }
    model.state().initialLearningRate(spec.learningRateSchedule().initial());
    model.state().toBytes();
    return model;
  }

  private static ModelTraining copyOf(ModelTraining model) {
    return new ModelTraining(ModelState.read(model.state().toBytes()));
  }

  private StepOutcome consume(ModelTraining model, Minibatch minibatch) {
    MinibatchReader reader = new MinibatchReader();
    reader.read(Topics.MINIBATCHES.codec().encode(minibatch));
    model.take(reader);
    StepOutcome outcome = model.consume(0, offset, offset);
    offset++;
    model.state().toBytes();
    return outcome;
  }
}
