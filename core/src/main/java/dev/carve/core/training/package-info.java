/// What a step is made of: a model's state, the check of a minibatch, and test, then train.
///
/// A minibatch comes in and the state after it comes out, with nothing else that could have a say:
/// whoever starts from the same state and applies the same minibatches gets the same bits. The
/// trainer calls it for every minibatch of the stream, the sampler to rebuild a step of the past.
@NullMarked
package dev.carve.core.training;

import org.jspecify.annotations.NullMarked;
