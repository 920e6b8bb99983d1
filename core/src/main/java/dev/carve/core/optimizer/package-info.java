/// How parameters move: optimizers, learning-rate schedules and gradient clipping.
///
/// An optimizer is a value without state; what it remembers between steps lies in an array that the
/// caller owns, so that it can be stored and restored bit for bit. The trainer calls it once a
/// minibatch.
@NullMarked
package dev.carve.core.optimizer;

import org.jspecify.annotations.NullMarked;
