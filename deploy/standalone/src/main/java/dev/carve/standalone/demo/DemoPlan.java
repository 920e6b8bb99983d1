package dev.carve.standalone.demo;

import dev.carve.core.network.ModelSpec;
import dev.carve.standalone.storage.DataDirectory;
import dev.carve.trainer.stream.SyntheticSource;

/// What a demo is to run.
///
/// @param data where everything is kept, taken by the caller
/// @param spec the model, created if it does not exist yet
/// @param streamName by which the position in the stream is remembered
/// @param stream its examples
/// @param minibatchesPerSecond how fast they come
/// @param gridPoints points along each side of a surface, a multiple of 8 from 16 to 512
/// @param port of the page, 0 for any free one
/// @param brokerPort of Kafka, 0 for any free one
/// @param readOnly whether viewers of the page may look but not act
public record DemoPlan(
    DataDirectory data,
    ModelSpec spec,
    String streamName,
    SyntheticSource stream,
    double minibatchesPerSecond,
    int gridPoints,
    int port,
    int brokerPort,
    boolean readOnly) {

  /// Checks the rate.
  public DemoPlan {
    if (!(minibatchesPerSecond > 0)) {
      throw new IllegalArgumentException(
          "rate must be above 0: minibatchesPerSecond=" + minibatchesPerSecond);
    }
  }
}
