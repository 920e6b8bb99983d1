package dev.carve.benchmarks.pipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.carve.benchmarks.measurement.Median;
import dev.carve.benchmarks.measurement.Slice;
import java.util.List;

/// What a minibatch costs in the pipeline of one network.
///
/// @param network sizes of the layers, and the activation of the hidden ones
/// @param batchSize examples of a minibatch
/// @param minibatchBytes length of one record's value
/// @param minibatches how many each contender consumed in each round
/// @param trainer rounds of the trainer
/// @param noOp rounds of its topology with a processor that does nothing
/// @param consumer rounds of a plain consumer
/// @param kernel rounds of the kernel's step of stochastic gradient descent, without a topic
public record PipelineResult(
    String network,
    int batchSize,
    int minibatchBytes,
    long minibatches,
    List<Slice> trainer,
    List<Slice> noOp,
    List<Slice> consumer,
    List<Slice> kernel) {

  /// {@return processor time of the trainer's process per minibatch, as a multiple of that of the
  /// no-op topology and the kernel together}
  @JsonProperty
  public double processCpuRatio() {
    return Median.of(trainer, Slice::processCpuMicros)
        / (Median.of(noOp, Slice::processCpuMicros) + Median.of(kernel, Slice::processCpuMicros));
  }

  /// {@return processor time of the trainer's stream thread per minibatch, as a multiple of that of
  /// the no-op topology's and the kernel's}
  @JsonProperty
  public double threadCpuRatio() {
    return Median.of(trainer, Slice::threadCpuMicros)
        / (Median.of(noOp, Slice::threadCpuMicros) + Median.of(kernel, Slice::threadCpuMicros));
  }
}
