package dev.carve.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carve.core.matrix.Kernels;
import dev.carve.core.matrix.ScalarKernels;
import org.junit.jupiter.api.Test;

class SoftmaxCrossEntropyTest {
  @Test
  void shouldGiveTheMeanLoss() {
    float[] probabilities = {0.5f, 0.25f, 0.25f, 0.125f, 0.125f, 0.75f};
    assertThat(SoftmaxCrossEntropy.meanLoss(probabilities, new int[] {1, 0}, 2, 3))
        .isCloseTo(2.5 * Math.log(2), within(1e-7));
  }

  @Test
  void shouldBoundTheLossOfAProbabilityOfZero() {
    assertThat(SoftmaxCrossEntropy.loss(0)).isCloseTo(87.3365, within(1e-4));
    assertThat(SoftmaxCrossEntropy.loss(1)).isZero();
    assertThat(SoftmaxCrossEntropy.loss(Float.NaN)).isNaN();
  }

  @Test
  void shouldGiveTheGradientOfTheMean() {
    float[] probabilities = new float[2 * Kernels.PANEL];
    new ScalarKernels().toPanels(new float[] {0.25f, 0.75f, 0.5f, 0.5f}, 2, 2, probabilities);
    probabilities[5] = 0.5f;
    float[] delta = new float[2 * Kernels.PANEL];

    SoftmaxCrossEntropy.gradient(probabilities, new int[] {0, 1}, 2, 2, delta);

    float[] rows = new float[2 * Kernels.PANEL];
    new ScalarKernels().toRows(delta, Kernels.PANEL, 2, rows);
    assertThat(rows).startsWith(-0.375f, 0.375f, 0.25f, -0.25f).endsWith(new float[28]);
  }
}
