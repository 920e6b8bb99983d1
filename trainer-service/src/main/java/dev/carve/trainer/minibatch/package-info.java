/// From examples to minibatches.
///
/// Records of topic `examples` come in, from any producer; minibatches go out to topic
/// `minibatches` when they are full or old enough. What cannot be used goes to topic `dead-letters`
/// with its reason. Called by Kafka Streams.
@NullMarked
package dev.carve.trainer.minibatch;

import org.jspecify.annotations.NullMarked;
