package dev.carve.core.network;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Where training starts: random weights whose spread suits the activation, and biases of zero.
///
/// Weights are uniform in ±√(6 / (inputs + units)) for tanh, sigmoid and linear layers (Glorot and
/// Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS
/// 2010) and in ±√(6 / inputs) for the ReLU family (He et al., "Delving Deep into Rectifiers", ICCV
/// 2015). Uniform numbers need no transcendental function, so the weights are the same bits on
/// every machine.
public final class WeightInitializer {
  private WeightInitializer() {}

  /// Draws the parameters of a network.
  ///
  /// @param network the shape
  /// @param seed same seed, same parameters
  /// @return a new θ
  public static float[] initialize(Network network, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    float[] parameters = new float[network.parameterCount()];
    for (DenseLayer layer : network.layers()) {
      double bound = bound(layer);
      for (int i = 0; i < layer.weightCount(); i++) {
        parameters[layer.weightsOffset() + i] = (float) ((2 * random.nextDouble() - 1) * bound);
      }
    }
    return parameters;
  }

  private static double bound(DenseLayer layer) {
    return switch (layer.activation()) {
      case TANH, SIGMOID, LINEAR -> Math.sqrt(6.0 / (layer.inputs() + layer.units()));
      case RELU, LEAKY_RELU, ELU -> Math.sqrt(6.0 / layer.inputs());
    };
  }
}
