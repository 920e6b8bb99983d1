package dev.carve.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScalarKernelsTest {
  private static final int PANEL = Kernels.PANEL;

  private final SplittableRandom random = new SplittableRandom(11);
  private final ScalarKernels kernels = new ScalarKernels();

  @Test
  void shouldArrangePanelsAndRows() {
    float[] rows = numbers(19 * 3);
    float[] panels = numbers(2 * 3 * PANEL);
    kernels.toPanels(rows, 19, 3, panels);
    assertThat(panels[1 * PANEL + 5]).isEqualTo(rows[5 * 3 + 1]);
    assertThat(panels[(3 + 2) * PANEL + 2]).isEqualTo(rows[18 * 3 + 2]);
    assertThat(panels[(3 + 2) * PANEL + 3]).isZero();

    float[] back = new float[rows.length];
    kernels.toRows(panels, 19, 3, back);
    assertThat(back).isEqualTo(rows);
  }

  @Test
  void shouldComputeProductsInAscendingOrder() {
    float[] parameters = numbers(2 + 3 * 5 + 3);
    float[] x = numbers(2 * 5 * PANEL);
    float[] z = new float[2 * 3 * PANEL];
    kernels.affine(parameters, MatrixLayout.rowMajor(2, 3, 5), 17, x, 2, z);
    float[] transposed = new float[2 * 5 * PANEL];
    MatrixLayout layout = MatrixLayout.rowMajor(2, 3, 5).transposed();
    kernels.multiply(parameters, layout, z, 2, transposed);

    float expected = parameters[17 + 2];
    for (int k = 0; k < 5; k++) {
      expected = Math.fma(parameters[2 + 2 * 5 + k], x[(5 + k) * PANEL + 7], expected);
    }
    assertThat(z[(3 + 2) * PANEL + 7]).isEqualTo(expected);
    float back = 0;
    for (int i = 0; i < 3; i++) {
      back = Math.fma(parameters[2 + i * 5 + 4], z[(3 + i) * PANEL + 9], back);
    }
    assertThat(transposed[(5 + 4) * PANEL + 9]).isEqualTo(back);
  }

  @Test
  void shouldGiveTheSameGradientInBothOrdersUpToRounding() {
    int n = 21;
    float[] rows = numbers(n * 17);
    float[] panels = new float[2 * 17 * PANEL];
    kernels.toPanels(rows, n, 17, panels);
    float[] delta = new float[2 * 4 * PANEL];
    kernels.toPanels(numbers(n * 4), n, 4, delta);
    float[] alongLanes = new float[1 + 4 * 18];
    float[] alongInputs = new float[1 + 4 * 18];

    kernels.correlate(delta, 4, panels, 17, 2, alongLanes, 1);
    kernels.accumulateRows(delta, 4, rows, 17, n, alongInputs, 1);
    float[] fromPanels = new float[alongInputs.length];
    kernels.accumulate(delta, 4, panels, 17, n, fromPanels, 1);
    assertThat(fromPanels).isEqualTo(alongInputs);

    double expected = 0;
    double bias = 0;
    for (int j = 0; j < n; j++) {
      double d = delta[(j / PANEL * 4 + 3) * PANEL + j % PANEL];
      expected += d * rows[j * 17 + 6];
      bias += d;
    }
    assertThat((double) alongLanes[1 + 3 * 17 + 6]).isCloseTo(expected, within(1e-5));
    assertThat((double) alongLanes[1 + 4 * 17 + 3]).isCloseTo(bias, within(1e-5));
    assertThat(alongInputs).hasSameSizeAs(alongLanes);
    for (int i = 0; i < alongLanes.length; i++) {
      assertThat(alongInputs[i]).isCloseTo(alongLanes[i], within(1e-5f));
    }
  }

  @Test
  void shouldGiveProbabilitiesThatAddUpToOne() {
    float[] z = new float[3 * PANEL];
    kernels.toPanels(new float[] {1, 2, 3, 0, 0, 1000}, 2, 3, z);

    kernels.softmax(z, 3, 1);

    assertThat(z[0]).isCloseTo(0.09003f, within(1e-6f));
    assertThat(z[PANEL]).isCloseTo(0.244728f, within(1e-6f));
    assertThat(z[2 * PANEL]).isCloseTo(0.665241f, within(1e-6f));
    assertThat(z[1]).isZero();
    assertThat(z[2 * PANEL + 1]).isEqualTo(1);
  }

  private float[] numbers(int length) {
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  @Test
  void shouldGiveTheEuclideanNorm() {
    float[] values = new float[101];
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = i - 7.5f;
      squares += values[i] * values[i];
    }
    assertThat(kernels.norm(values)).isCloseTo(Math.sqrt(squares), within(1e-11));
    assertThat(kernels.norm(new float[0])).isZero();
    assertThat(kernels.norm(new float[] {1, Float.NaN})).isNaN();
    assertThat(kernels.norm(new float[] {1, Float.NEGATIVE_INFINITY}))
        .isEqualTo(Double.POSITIVE_INFINITY);
  }
}
