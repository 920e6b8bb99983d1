/// How long it takes from a minibatch produced to the frame that shows its step.
///
/// {@link dev.carve.benchmarks.latency.LatencyBenchmark} lets trainer and sampler run in one
/// process, as they do in the product, beside a broker in another; {@link
/// dev.carve.benchmarks.latency.LoadMain} produces at a fixed rate and watches frames appear.
@NullMarked
package dev.carve.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
