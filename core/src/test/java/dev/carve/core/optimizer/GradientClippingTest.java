package dev.carve.core.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GradientClippingTest {
  @Test
  void shouldGiveTheEuclideanNorm() {
    float[] gradient = new float[21];
    double squares = 0;
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = i - 7.5f;
      squares += gradient[i] * gradient[i];
    }
    assertThat(GradientClipping.norm(gradient)).isCloseTo(Math.sqrt(squares), within(1e-12));
    assertThat(GradientClipping.norm(new float[0])).isZero();
  }

  @Test
  void shouldShortenALongGradient() {
    float[] gradient = {3, 4};
    assertThat(GradientClipping.clip(gradient, 1)).isEqualTo(5);
    assertThat(gradient[0]).isCloseTo(0.6f, within(1e-6f));
    assertThat(gradient[1]).isCloseTo(0.8f, within(1e-6f));
  }

  @Test
  void shouldLeaveAShortGradientAsItIs() {
    float[] gradient = {3, 4};
    assertThat(GradientClipping.clip(gradient, 5)).isEqualTo(5);
    assertThat(gradient).containsExactly(3, 4);
  }

  @Test
  void shouldTellOfAGradientThatIsNotFinite() {
    assertThat(GradientClipping.norm(new float[] {1, Float.NaN})).isNaN();
    assertThat(GradientClipping.norm(new float[] {1, Float.NEGATIVE_INFINITY}))
        .isEqualTo(Double.POSITIVE_INFINITY);
  }
}
