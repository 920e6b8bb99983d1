/// From minibatches to steps: test, then train.
///
/// Minibatches come in; snapshots, metrics and events go out. The state of every model lies in one
/// state store, as one value, so that a step and the offset of its minibatch are committed
/// together. Called by Kafka Streams.
@NullMarked
package dev.carve.trainer.training;

import org.jspecify.annotations.NullMarked;
