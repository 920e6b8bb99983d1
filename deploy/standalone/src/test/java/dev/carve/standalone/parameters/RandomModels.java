package dev.carve.standalone.parameters;

import dev.carve.core.event.Floats;
import dev.carve.core.network.Activation;
import dev.carve.core.network.LayerSpec;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.network.Standardizer;
import dev.carve.core.optimizer.LearningRateSchedule;
import dev.carve.core.optimizer.Sgd;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Models with random parameters, and examples for them; the same for the same seed.
final class RandomModels {
  private static final int EXAMPLES = 500;

  private final SplittableRandom random;
  private final int inputs;
  private final double[] means;
  private final double[] spreads;

  /// Models of as many inputs as there are means.
  ///
  /// @param spreads standard deviations of the inputs
  RandomModels(long seed, double[] means, double[] spreads) {
    this.random = new SplittableRandom(seed);
    this.inputs = means.length;
    this.means = means;
    this.spreads = spreads;
  }

  /// Models of inputs about 0 that vary by 1.
  static RandomModels plain(long seed, int inputs) {
    double[] ones = new double[inputs];
    Arrays.fill(ones, 1);
    return new RandomModels(seed, new double[inputs], ones);
  }

  /// Weights are so large that what the features say is neither lost nor blown up on the way.
  TrainedModel model(List<LayerSpec> layers, int classes, boolean standardize) {
    ModelSpec spec =
        new ModelSpec(
            "random",
            ModelSpec.defaultInputNames(inputs),
            layers,
            IntStream.range(0, classes).mapToObj(i -> "class " + i).toList(),
            new Sgd(),
            new LearningRateSchedule.Constant(0.1),
            OptionalDouble.empty(),
            32,
            standardize,
            1);
    float[] parameters = new float[spec.network().parameterCount()];
    spec.network()
        .layers()
        .forEach(layer -> {
          double spread = gain(layer.activation()) / Math.sqrt(layer.inputs());
          for (int i = 0; i < layer.parameterCount(); i++) {
            parameters[layer.weightsOffset() + i] = (float) (spread * random.nextGaussian());
          }
        });
    return new TrainedModel(
        spec,
        "random-1",
        1_000,
        Floats.of(parameters),
        standardize ? Optional.of(standardizer()) : Optional.empty());
  }

  private static double gain(Activation activation) {
    return switch (activation) {
      case SIGMOID -> 5;
      case TANH, RELU, LEAKY_RELU, ELU -> 1.5;
      case LINEAR -> 1;
    };
  }

  private Standardizer standardizer() {
    Standardizer standardizer = new Standardizer(inputs);
    standardizer.update(features(EXAMPLES), EXAMPLES);
    return standardizer;
  }

  /// Normally distributed features of `n` examples, `[n, inputs]`.
  float[] features(int n) {
    float[] features = new float[n * inputs];
    for (int i = 0; i < features.length; i++) {
      int input = i % inputs;
      features[i] = (float) (means[input] + spreads[input] * random.nextGaussian());
    }
    return features;
  }
}
