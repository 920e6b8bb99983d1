/// The loss that training descends: cross-entropy of a softmax over the classes.
///
/// It takes pre-activations or probabilities with the labels and gives the loss, or its gradient
/// with respect to the pre-activations. The forward and backward pass call it.
@NullMarked
package dev.carve.core.loss;

import org.jspecify.annotations.NullMarked;
