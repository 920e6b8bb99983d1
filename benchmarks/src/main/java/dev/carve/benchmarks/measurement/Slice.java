package dev.carve.benchmarks.measurement;

/// What was done in a stretch of time, and what it took.
///
/// @param count how many units of work: steps, minibatches, frames
/// @param elapsedNs time on the clock
/// @param processCpuNs processor time of the whole process
/// @param threadCpuNs processor time of the threads that did the work
/// @param allocatedBytes memory that these threads allocated on the heap
public record Slice(
    long count, long elapsedNs, long processCpuNs, long threadCpuNs, long allocatedBytes) {

  /// {@return units a second}
  public double perSecond() {
    return 1e9 * count / elapsedNs;
  }

  /// {@return units per second of the process's processor time}
  public double perCpuSecond() {
    return 1e9 * count / processCpuNs;
  }

  /// {@return microseconds of the process's processor time per unit}
  public double processCpuMicros() {
    return 1e-3 * processCpuNs / count;
  }

  /// {@return microseconds of the working threads' processor time per unit}
  public double threadCpuMicros() {
    return 1e-3 * threadCpuNs / count;
  }

  /// {@return bytes that the working threads allocated per unit}
  public double allocatedBytesEach() {
    return (double) allocatedBytes / count;
  }
}
