package dev.carve.benchmarks.kernel;

import dev.carve.core.network.Activation;
import dev.carve.core.network.LayerSpec;
import dev.carve.core.network.Network;
import dev.carve.core.network.WeightInitializer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// A network, initial parameters and one minibatch, the same for all who are compared. Arrays are
/// fresh copies.
public final class TrainingProblem {
  /// η of all steps.
  public static final float LEARNING_RATE = 0.01f;

  private static final long SEED = 42;

  private final String name;
  private final Network network;
  private final Activation activation;
  private final int batchSize;

  private TrainingProblem(String name, Network network, Activation activation, int batchSize) {
    this.name = name;
    this.network = network;
    this.activation = activation;
    this.batchSize = batchSize;
  }

  /// {@return the problem with a network written as `2-8-8-2 tanh`}
  ///
  /// @param name sizes of the layers, and the activation of the hidden ones
  /// @param batchSize examples of the minibatch
  public static TrainingProblem of(String name, int batchSize) {
    String[] parts = name.split(" ", 2);
    int[] sizes = Arrays.stream(parts[0].split("-", -1)).mapToInt(Integer::parseInt).toArray();
    Activation activation =
        Arrays.stream(Activation.values())
            .filter(candidate -> candidate.specName().equals(parts[1]))
            .findFirst()
            .orElseThrow();
    List<LayerSpec> hidden = new ArrayList<>();
    for (int i = 1; i < sizes.length - 1; i++) {
      hidden.add(new LayerSpec(sizes[i], activation));
    }
    Network network = new Network(sizes[0], hidden, sizes[sizes.length - 1]);
    return new TrainingProblem(name, network, activation, batchSize);
  }

  /// {@return sizes of the layers, and the activation of the hidden ones}
  public String name() {
    return name;
  }

  /// {@return the shape of the network}
  public Network network() {
    return network;
  }

  /// {@return the activation of the hidden layers}
  public Activation activation() {
    return activation;
  }

  /// {@return examples of the minibatch}
  public int batchSize() {
    return batchSize;
  }

  /// {@return θ to begin with}
  public float[] initialParameters() {
    return WeightInitializer.initialize(network, SEED);
  }

  /// {@return example by example, `[batchSize, inputs]`}
  public float[] features() {
    SplittableRandom random = new SplittableRandom(1);
    float[] features = new float[batchSize * network.inputs()];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    return features;
  }

  /// {@return class of each example, `[batchSize]`}
  public int[] labels() {
    return new SplittableRandom(2).ints(batchSize, 0, network.classes()).toArray();
  }

  /// {@return floating-point operations of the matrix products of one step: two for each weight and
  /// example forward, two for its gradient, and two for the gradient of its input, which the first
  /// layer does not need}
  public double flopsOfStep() {
    double weights = 0;
    for (var layer : network.layers()) {
      weights += (double) layer.inputs() * layer.units();
    }
    var first = network.layers().getFirst();
    return 2.0 * batchSize * (3 * weights - (double) first.inputs() * first.units());
  }
}
