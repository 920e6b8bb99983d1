package dev.carve.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightInitializerTest {
  private final Network network =
      new Network(
          100,
          List.of(new LayerSpec(200, Activation.TANH), new LayerSpec(50, Activation.RELU)),
          10);

  @Test
  void shouldDrawTheSameWeightsForTheSameSeed() {
    assertThat(WeightInitializer.initialize(network, 42))
        .isEqualTo(WeightInitializer.initialize(network, 42))
        .isNotEqualTo(WeightInitializer.initialize(network, 43));
  }

  @Test
  void shouldDrawTheSameWeightsOnEveryMachine() {
    float[] parameters =
        WeightInitializer.initialize(
            new Network(2, List.of(new LayerSpec(2, Activation.TANH)), 2), 42);
    assertThat(parameters)
        .containsExactly(
            0.5917107f,
            -0.833046f,
            -0.54231423f,
            -0.38165325f,
            0.0f,
            0.0f,
            -1.1315904f,
            0.9019709f,
            -0.6897636f,
            0.7363947f,
            0.0f,
            0.0f);
  }

  @Test
  void shouldSpreadWeightsAsTheActivationAsks() {
    float[] parameters = WeightInitializer.initialize(network, 1);
    assertThat(deviation(parameters, network.layers().get(0)))
        .isCloseTo(Math.sqrt(2.0 / 300), within(1e-3));
    assertThat(deviation(parameters, network.layers().get(1)))
        .isCloseTo(Math.sqrt(2.0 / 200), within(2e-3));
    assertThat(deviation(parameters, network.layers().get(2)))
        .isCloseTo(Math.sqrt(2.0 / 60), within(1e-2));
  }

  @Test
  void shouldStartWithBiasesOfZero() {
    float[] parameters = WeightInitializer.initialize(network, 1);
    for (DenseLayer layer : network.layers()) {
      int biases = layer.biasesOffset();
      assertThat(Arrays.copyOfRange(parameters, biases, biases + layer.units())).containsOnly(0f);
    }
  }

  private static double deviation(float[] parameters, DenseLayer layer) {
    double squares = 0;
    for (int i = 0; i < layer.weightCount(); i++) {
      double weight = parameters[layer.weightsOffset() + i];
      squares += weight * weight;
    }
    return Math.sqrt(squares / layer.weightCount());
  }
}
