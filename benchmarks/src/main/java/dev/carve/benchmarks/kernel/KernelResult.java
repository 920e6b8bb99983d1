package dev.carve.benchmarks.kernel;

import dev.carve.benchmarks.measurement.Slice;
import java.util.List;

/// How fast contenders take steps on one network.
///
/// @param network sizes of the layers, and the activation of the hidden ones
/// @param batchSize examples of a minibatch
/// @param flopsPerStep floating-point operations of the matrix products of a step
/// @param lossSteps after how many steps the losses were compared
/// @param initialLoss the loss before the first step
/// @param contenders what each did
/// @param peakGflops billions of floating-point operations a second of processor time that a core
///   can do at most
public record KernelResult(
    String network,
    int batchSize,
    double flopsPerStep,
    int lossSteps,
    double initialLoss,
    List<ContenderResult> contenders,
    double peakGflops) {

  /// What one contender did.
  ///
  /// @param name what it is called
  /// @param loss after the steps that all have taken
  /// @param stepsPerSecond median of the rounds
  /// @param stepsPerCpuSecond median of the rounds, per second of processor time of its process
  /// @param allocatedBytesPerStep median of the rounds, of the thread that takes the steps
  /// @param gflops billions of floating-point operations per second of processor time
  /// @param rounds each round
  public record ContenderResult(
      String name,
      double loss,
      double stepsPerSecond,
      double stepsPerCpuSecond,
      double allocatedBytesPerStep,
      double gflops,
      List<Slice> rounds) {}
}
