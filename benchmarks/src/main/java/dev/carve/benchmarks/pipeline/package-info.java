/// The speed of the pipeline: minibatches from a topic through the trainer, exactly once, with a
/// real broker in another process.
///
/// {@link dev.carve.benchmarks.pipeline.PipelineBenchmark} fills the topic once and lets contenders
/// read it in turns, each in a process of its own: the trainer, its topology with a processor that
/// does nothing, and a plain consumer. {@link dev.carve.benchmarks.pipeline.StreamMain} writes a
/// steady stream for other benchmarks.
@NullMarked
package dev.carve.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
