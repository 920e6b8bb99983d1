package dev.carve.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carve.core.matrix.MatrixLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {
  @Test
  void shouldLayParametersOutLayerByLayer() {
    Network network = new Network(3, List.of(new LayerSpec(5, Activation.RELU)), 4);
    assertThat(network.layers())
        .containsExactly(
            new DenseLayer(Activation.RELU, MatrixLayout.rowMajor(0, 5, 3), 15),
            new DenseLayer(Activation.LINEAR, MatrixLayout.rowMajor(20, 4, 5), 40));
    assertThat(network.parameterCount()).isEqualTo(44);
    assertThat(network.inputs()).isEqualTo(3);
    assertThat(network.classes()).isEqualTo(4);
  }

  @Test
  void shouldRejectWhatIsNoClassifier() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Network(0, List.of(), 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new Network(2, List.of(), 1));
  }

  @Test
  void shouldRejectMoreParametersThanAnArrayHolds() {
    LayerSpec wide = new LayerSpec(4096, Activation.RELU);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Network(600_000, List.of(wide), 2))
        .withMessageContaining("parameters=");
  }

  @Test
  void shouldNameActivationsAsTheSpecDoes() {
    for (Activation activation : Activation.values()) {
      assertThat(Activation.ofSpecName(activation.specName())).contains(activation);
    }
    assertThat(Activation.ofSpecName("TANH")).isEmpty();
  }

  @Test
  void shouldDifferentiateEveryActivation() {
    for (Activation activation : Activation.values()) {
      for (float z = -4.03f; z < 4; z += 0.25f) {
        float h = 1e-2f;
        double slope = ((double) activation.apply(z + h) - activation.apply(z - h)) / (2 * h);
        assertThat((double) activation.function().differentiate(activation.apply(z), 1f))
            .as("%s at %s", activation, z)
            .isCloseTo(slope, org.assertj.core.data.Offset.offset(1e-4));
      }
    }
  }
}
