package dev.carve.core.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GradientClippingTest {
  @Test
  void shouldShortenALongGradient() {
    float[] gradient = {3, 4};
    GradientClipping.clip(gradient, 5, 1);
    assertThat(gradient[0]).isCloseTo(0.6f, within(1e-6f));
    assertThat(gradient[1]).isCloseTo(0.8f, within(1e-6f));
  }

  @Test
  void shouldLeaveAShortGradientAsItIs() {
    float[] gradient = {3, 4};
    GradientClipping.clip(gradient, 5, 5);
    assertThat(gradient).containsExactly(3, 4);
  }
}
