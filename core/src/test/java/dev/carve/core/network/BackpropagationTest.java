package dev.carve.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackpropagationTest {
  private final SplittableRandom random = new SplittableRandom(3);

  @ParameterizedTest
  @EnumSource(Activation.class)
  void shouldGiveTheGradientOfCentralDifferences(Activation activation) {
    assertGradient(4, List.of(layer(7, activation), layer(5, activation)), 3, 9);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void shouldGiveTheGradientOfWideLayersAndAnOddMinibatch(Activation activation) {
    assertGradient(33, List.of(layer(19, activation)), 4, 13);
  }

  @Test
  void shouldGiveTheGradientWithoutHiddenLayers() {
    assertGradient(3, List.of(), 2, 5);
  }

  @Test
  void shouldGiveTheGradientOfOneExampleAndOneUnit() {
    assertGradient(1, List.of(layer(1, Activation.TANH)), 2, 1);
  }

  @Test
  void shouldGiveTheGradientOfTenLayers() {
    List<LayerSpec> layers = new ArrayList<>();
    for (int l = 0; l < 10; l++) {
      layers.add(layer(4, l % 2 == 0 ? Activation.TANH : Activation.ELU));
    }
    assertGradient(2, layers, 2, 8);
  }

  @Test
  void shouldGiveTheGradientOfAThousandClasses() {
    assertGradient(3, List.of(layer(4, Activation.TANH)), 1_000, 7);
  }

  private static LayerSpec layer(int units, Activation activation) {
    return new LayerSpec(units, activation);
  }

  private void assertGradient(int inputs, List<LayerSpec> layers, int classes, int n) {
    Network network = new Network(inputs, layers, classes);
    float[] parameters = WeightInitializer.initialize(network, 17);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += (float) (0.1 * random.nextGaussian());
    }
    float[] features = features(n * inputs);
    int[] labels = random.ints(n, 0, classes).toArray();
    float[] gradient = new float[parameters.length];
    ForwardPass pass = new ForwardPass(network, n + 3);
    pass.apply(parameters, features, n);

    new Backpropagation(network, n + 3).apply(parameters, pass, labels, n, gradient);

    double[] expected = new ReferenceNetwork(network).gradient(parameters, features, labels, n);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) gradient[i]).as("parameter %d", i).isCloseTo(expected[i], within(2e-6));
    }
  }

  private float[] features(int length) {
    float[] features = new float[length];
    for (int i = 0; i < length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    return features;
  }

  @Test
  void shouldOverwriteWhatAnEarlierCallLeft() {
    Network network = new Network(2, List.of(layer(8, Activation.RELU)), 2);
    float[] parameters = WeightInitializer.initialize(network, 1);
    float[] features = features(8);
    int[] labels = {0, 1, 1, 0};
    ForwardPass pass = new ForwardPass(network, 4);
    Backpropagation backpropagation = new Backpropagation(network, 4);
    float[] first = new float[parameters.length];
    pass.apply(parameters, features, 4);
    backpropagation.apply(parameters, pass, labels, 4, first);
    float[] again = new float[parameters.length];
    java.util.Arrays.fill(again, Float.NaN);

    backpropagation.apply(parameters, pass, labels, 4, again);

    assertThat(again).isEqualTo(first);
  }

  @Test
  void shouldRejectMoreExamplesThanItsCapacity() {
    Network network = new Network(2, List.of(), 2);
    ForwardPass pass = new ForwardPass(network, 4);
    Backpropagation backpropagation = new Backpropagation(network, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> backpropagation.apply(new float[6], pass, new int[5], 5, new float[6]))
        .withMessageEndingWith("n=5, capacity=4");
  }
}
