/// The trainer service: examples become minibatches, minibatches become steps, steps become
/// snapshots.
///
/// {@link dev.carve.trainer.TrainerTopology} is the place to start reading: it names every
/// processor, state store and topic, and nothing else. {@link dev.carve.trainer.TrainerService}
/// runs it on Kafka Streams, exactly once.
@NullMarked
package dev.carve.trainer;

import org.jspecify.annotations.NullMarked;
