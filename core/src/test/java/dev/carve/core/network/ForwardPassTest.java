package dev.carve.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForwardPassTest {
  @ParameterizedTest
  @EnumSource(Activation.class)
  void shouldGiveTheProbabilitiesOfDoublePrecision(Activation activation) {
    Network network =
        new Network(5, List.of(new LayerSpec(9, activation), new LayerSpec(6, activation)), 4);
    float[] parameters = WeightInitializer.initialize(network, 5);
    float[] features = features(13 * 5);
    ForwardPass pass = new ForwardPass(network, 16);

    pass.apply(parameters, features, 13);

    double[] theta = new double[parameters.length];
    Arrays.setAll(theta, i -> parameters[i]);
    double[][] expected = new ReferenceNetwork(network).probabilities(theta, features, 13);
    for (int j = 0; j < 13; j++) {
      for (int c = 0; c < 4; c++) {
        assertThat((double) pass.probabilities()[j * 4 + c])
            .as("example %d, class %d", j, c)
            .isCloseTo(expected[j][c], within(2e-6));
      }
    }
  }

  @Test
  void shouldGiveTheActivationOfEachUnitForEachExample() {
    Network network = new Network(2, List.of(new LayerSpec(2, Activation.RELU)), 2);
    float[] parameters = {1, 2, -3, 4, 0.5f, -0.5f, 1, 0, 0, 1, 0, 0};
    ForwardPass pass = new ForwardPass(network, 3);

    pass.apply(parameters, new float[] {1, 1, 2, 0, 0, -1}, 3);

    float[][] expected = {{3.5f, 2.5f, 0}, {0.5f, 0, 0}};
    for (int unit = 0; unit < 2; unit++) {
      for (int example = 0; example < 3; example++) {
        assertThat(pass.activation(0, unit, example)).isEqualTo(expected[unit][example]);
      }
    }
    assertThat(pass.activation(1, 0, 1)).isEqualTo(pass.probabilities()[2]);
    assertThat(pass.predictedClass(0)).isZero();
    assertThat(pass.probabilities()[4]).isEqualTo(0.5f);
  }

  @Test
  void shouldNotDependOnTheOtherExamplesOfTheMinibatch() {
    Network network =
        new Network(
            3, List.of(new LayerSpec(8, Activation.TANH), new LayerSpec(5, Activation.ELU)), 3);
    float[] parameters = WeightInitializer.initialize(network, 8);
    float[] features = features(11 * 3);
    ForwardPass together = new ForwardPass(network, 11);
    ForwardPass alone = new ForwardPass(network, 1);
    together.apply(parameters, features, 11);

    for (int j = 0; j < 11; j++) {
      alone.apply(parameters, Arrays.copyOfRange(features, j * 3, j * 3 + 3), 1);
      assertThat(Arrays.copyOfRange(together.probabilities(), j * 3, j * 3 + 3))
          .isEqualTo(alone.probabilities());
    }
  }

  @Test
  void shouldStayFiniteForLargePreActivations() {
    Network network = new Network(1, List.of(), 2);
    ForwardPass pass = new ForwardPass(network, 1);

    pass.apply(new float[] {1e30f, -1e30f, 0, 0}, new float[] {1e5f}, 1);

    assertThat(pass.probabilities()).containsExactly(1f, 0f);
  }

  @Test
  void shouldRejectMoreExamplesThanItsCapacity() {
    ForwardPass pass = new ForwardPass(new Network(2, List.of(), 2), 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pass.apply(new float[6], new float[10], 5))
        .withMessageEndingWith("n=5, capacity=4");
  }

  private static float[] features(int length) {
    SplittableRandom random = new SplittableRandom(4);
    float[] features = new float[length];
    for (int i = 0; i < length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    return features;
  }
}
