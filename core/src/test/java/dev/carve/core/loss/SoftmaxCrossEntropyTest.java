package dev.carve.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SoftmaxCrossEntropyTest {
  @Test
  void shouldGiveProbabilitiesThatAddUpToOne() {
    float[] z = {1, 0, 2, 0, 3, 1000};
    float[] probabilities = new float[6];

    SoftmaxCrossEntropy.softmax(z, 2, 3, probabilities);

    assertThat(probabilities[0]).isCloseTo(0.09003f, within(1e-6f));
    assertThat(probabilities[2]).isCloseTo(0.244728f, within(1e-6f));
    assertThat(probabilities[4]).isCloseTo(0.665241f, within(1e-6f));
    assertThat(probabilities[1]).isZero();
    assertThat(probabilities[5]).isEqualTo(1);
  }

  @Test
  void shouldGiveTheMeanLoss() {
    float[] probabilities = {0.5f, 0.25f, 0.25f, 0.125f, 0.125f, 0.75f};
    assertThat(SoftmaxCrossEntropy.meanLoss(probabilities, new int[] {1, 0}, 2, 3))
        .isCloseTo(2.5 * Math.log(2), within(1e-15));
  }

  @Test
  void shouldBoundTheLossOfAProbabilityOfZero() {
    assertThat(SoftmaxCrossEntropy.loss(0)).isCloseTo(87.3365, within(1e-4));
    assertThat(SoftmaxCrossEntropy.loss(1)).isZero();
    assertThat(SoftmaxCrossEntropy.loss(Float.NaN)).isNaN();
  }

  @Test
  void shouldGiveTheGradientOfTheMean() {
    float[] probabilities = {0.25f, 0.5f, 0.75f, 0.5f};
    float[] delta = new float[4];

    SoftmaxCrossEntropy.gradient(probabilities, new int[] {0, 1}, 2, 2, delta);

    assertThat(delta).containsExactly(-0.375f, 0.25f, 0.375f, -0.25f);
  }
}
