/// What a model is: its spec, the shape of its network, where its parameters lie, and the passes
/// over it.
///
/// A `ModelSpec` comes in as YAML and yields a `Network`; the parameters themselves are one float
/// array that the caller owns. The trainer calls the forward pass, backpropagation and the
/// standardizer for every minibatch, the sampler calls the forward pass for every frame.
@NullMarked
package dev.carve.core.network;

import org.jspecify.annotations.NullMarked;
