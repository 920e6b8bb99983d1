package dev.carve.core.network;

import dev.carve.core.optimizer.LearningRateSchedule;
import dev.carve.core.optimizer.Optimizer;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Everything that defines a model: same spec and same minibatches, same parameters.
///
/// In YAML, with all defaults written out where they exist:
///
/// ```yaml
/// name: spirals
/// inputs: 2                 # or a list of names
/// layers:                   # hidden layers, [] for none
///   - {units: 8, activation: tanh}        # tanh relu leaky-relu sigmoid elu linear
/// classes: [orange, blue]
/// optimizer: {type: sgd, learning-rate: 0.1, momentum: 0.0, nesterov: false, weight-decay: 0.0}
/// learning-rate-schedule: {type: constant, warm-up: 0}
/// gradient-clip-norm: null
/// batch-size: 32
/// standardize: true
/// seed: 42
/// ```
///
/// The other optimizers, with their defaults: `{type: rmsprop, learning-rate: 0.01, alpha: 0.99,
/// epsilon: 1e-8, momentum: 0.0, weight-decay: 0.0}`, `{type: adagrad, learning-rate: 0.01,
/// learning-rate-decay: 0.0, epsilon: 1e-10, weight-decay: 0.0}`, `{type: adam, learning-rate:
/// 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weight-decay: 0.0}`, and `adamw`, which is like
/// `adam` with a weight-decay of 0.01.
///
/// The other schedules, which count steps: `{type: step, every: 1000, factor: 0.5}`, `{type:
/// exponential, half-life: 1000}`, `{type: cosine, steps: 10000, minimum: 0.0}` and `{type:
/// inverse-time, half-life: 1000}`. Each takes `warm-up`, the steps in which the rate first rises
/// linearly. The initial rate is the optimizer's.
///
/// @param name the model's name, also its key on the topics: letters, digits, `.`, `_` and `-`
/// @param inputs names of the features
/// @param layers hidden layers
/// @param classes names of the classes
/// @param optimizer how parameters move
/// @param learningRateSchedule how fast
/// @param gradientClipNorm the longest gradient, longer ones are shortened
/// @param batchSize examples of a minibatch
/// @param standardize whether features are scaled by their running mean and variance
/// @param seed of the initial weights
public record ModelSpec(
    String name,
    List<String> inputs,
    List<LayerSpec> layers,
    List<String> classes,
    Optimizer optimizer,
    LearningRateSchedule learningRateSchedule,
    OptionalDouble gradientClipNorm,
    int batchSize,
    boolean standardize,
    long seed) {
  /// The most features.
  public static final int MAXIMUM_INPUTS = 65_535;

  /// The most hidden layers.
  public static final int MAXIMUM_LAYERS = 16;

  /// The most classes.
  public static final int MAXIMUM_CLASSES = 10_000;

  /// The largest minibatch.
  public static final int MAXIMUM_BATCH_SIZE = 65_536;

  static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  static final String NAME_RULE =
      "1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit";

  /// Checks what the parts do not check themselves.
  ///
  /// @throws IllegalArgumentException if a value lies outside its range or names repeat
  public ModelSpec {
    inputs = List.copyOf(inputs);
    layers = List.copyOf(layers);
    classes = List.copyOf(classes);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("name must be %s: name=%s".formatted(NAME_RULE, name));
    }
    range("inputs", inputs.size(), 1, MAXIMUM_INPUTS);
    range("layers", layers.size(), 0, MAXIMUM_LAYERS);
    range("classes", classes.size(), 2, MAXIMUM_CLASSES);
    range("batch-size", batchSize, 1, MAXIMUM_BATCH_SIZE);
    distinct("inputs", inputs);
    distinct("classes", classes);
    if (gradientClipNorm.isPresent() && !(gradientClipNorm.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "gradient-clip-norm must be positive: gradient-clip-norm=%s"
              .formatted(gradientClipNorm.getAsDouble()));
    }
  }

  private static void range(String key, int value, int minimum, int maximum) {
    if (value < minimum || value > maximum) {
      throw new IllegalArgumentException(
          "%s must lie between %d and %d: %s=%d".formatted(key, minimum, maximum, key, value));
    }
  }

  private static void distinct(String key, List<String> names) {
    if (new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException(
          "%s must have distinct names: %s=%s".formatted(key, key, names));
    }
  }

  /// Reads a spec.
  ///
  /// @param yaml the spec, as described above
  /// @return the spec
  /// @throws InvalidModelSpecException if anything is wrong with it; all mistakes are named
  public static ModelSpec parse(String yaml) {
    return ModelSpecReader.read(yaml);
  }

  /// Writes the spec in its canonical form, everything written out.
  ///
  /// @return YAML that [#parse(String)] turns into an equal spec
  public String toYaml() {
    return ModelSpecWriter.write(this);
  }

  /// The shape of the model's network.
  ///
  /// @return a network of these layers
  public Network network() {
    return new Network(inputs.size(), layers, classes.size());
  }

  /// The names of inputs that have none in the spec.
  ///
  /// @param count how many
  /// @return x, or x and y, or x1, x2 and so on
  public static List<String> defaultInputNames(int count) {
    return switch (count) {
      case 1 -> List.of("x");
      case 2 -> List.of("x", "y");
      default -> IntStream.rangeClosed(1, count).mapToObj(i -> "x" + i).toList();
    };
  }
}
