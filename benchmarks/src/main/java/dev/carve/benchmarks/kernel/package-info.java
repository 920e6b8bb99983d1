/// The speed of the kernel: steps of stochastic gradient descent on one thread, beside other
/// libraries that do the same.
///
/// A {@link dev.carve.benchmarks.kernel.Workload} is what is repeated and measured; each runs in a
/// process of its own, `WorkloadMain`. `KernelBenchmark` gives them their turns.
@NullMarked
package dev.carve.benchmarks.kernel;

import org.jspecify.annotations.NullMarked;
