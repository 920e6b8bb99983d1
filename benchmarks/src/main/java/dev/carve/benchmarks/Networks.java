package dev.carve.benchmarks;

import dev.carve.core.network.Activation;
import dev.carve.core.network.LayerSpec;
import dev.carve.core.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// The networks that are measured, and examples for them.
final class Networks {
  private Networks() {}

  /// A network written as `2-8-8-2 tanh`.
  static Network parse(String name) {
    String[] parts = name.split(" ", 2);
    int[] sizes = Arrays.stream(parts[0].split("-", -1)).mapToInt(Integer::parseInt).toArray();
    Activation activation =
        parts[1].equals(Activation.TANH.specName()) ? Activation.TANH : Activation.RELU;
    List<LayerSpec> hidden = new ArrayList<>();
    for (int i = 1; i < sizes.length - 1; i++) {
      hidden.add(new LayerSpec(sizes[i], activation));
    }
    return new Network(sizes[0], hidden, sizes[sizes.length - 1]);
  }

  static float[] features(int n, int inputs) {
    SplittableRandom random = new SplittableRandom(1);
    float[] features = new float[n * inputs];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    return features;
  }

  static int[] labels(int n, int classes) {
    return new SplittableRandom(2).ints(n, 0, classes).toArray();
  }
}
