package dev.carve.core.training;

import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.Minibatch;
import java.time.Instant;
import java.util.SplittableRandom;

/// Two clouds that a line separates, and a small model that learns to tell them apart.
final class SeparableClouds {
  static final String SPEC =
      """
      name: spirals
      inputs: 2
      layers:
        - {units: 4, activation: tanh}
      classes: [orange, blue]
      optimizer: {type: sgd, learning-rate: 0.1}
      batch-size: 4
      seed: 7
      """;

  private SeparableClouds() {}

  /// {@return a minibatch, the same for the same seed}
  ///
  /// @param n examples in it
  static Minibatch minibatch(long seed, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] features = new float[2 * n];
    int[] labels = new int[n];
    for (int j = 0; j < n; j++) {
      labels[j] = random.nextInt(2);
      features[2 * j] = (float) (labels[j] * 2 - 1 + 0.2 * random.nextGaussian());
      features[2 * j + 1] = (float) random.nextGaussian();
    }
    return new Minibatch(2, Floats.of(features), Ints.of(labels), Instant.EPOCH, false);
  }
}
