package dev.carve.standalone.demo;

import dev.carve.core.network.ModelSpec;
import dev.carve.trainer.stream.Drift;
import dev.carve.trainer.stream.SyntheticShape;
import dev.carve.trainer.stream.SyntheticSource;

/// What the demo shows of a stream when nothing else is asked for.
public final class DemoSpecs {
  /*
   * The learning rate warms up, so that the network learns the shape in a minute or so at the usual
   * rate, not in five seconds. Then the stream begins to turn, slowly enough for the network to
   * follow, so that the carving never stops.
   */

  /// Minibatches a second.
  public static final int RATE = 200;

  static final long SEED = 1;

  private static final Drift DRIFT = new Drift.Rotation(0.12, 800_000);

  private DemoSpecs() {}

  /// The model that learns a stream.
  ///
  /// @param streamName a name of {@link SyntheticShape#NAMES}
  /// @return a network of two hidden layers of 8 tanh neurons
  public static ModelSpec spec(String streamName) {
    return ModelSpec.parse(
        """
        name: %s
        inputs: [x, y]
        layers:
          - {units: 8, activation: tanh}
          - {units: 8, activation: tanh}
        classes: [%s]
        optimizer: {type: sgd, learning-rate: 0.05, momentum: 0.9}
        learning-rate-schedule: {type: constant, warm-up: 40000}
        batch-size: 32
        standardize: true
        seed: 42
        """
            .formatted(streamName, String.join(", ", SyntheticShape.named(streamName).classes())));
  }

  /// The stream.
  ///
  /// @param streamName a name of {@link SyntheticShape#NAMES}
  /// @return an endless stream that drifts after a while
  public static SyntheticSource stream(String streamName) {
    SyntheticShape shape = SyntheticShape.named(streamName);
    return new SyntheticSource(shape, DRIFT, shape.usualNoise(), SEED);
  }
}
