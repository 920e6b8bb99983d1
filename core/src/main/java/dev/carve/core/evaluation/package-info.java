/// How well a classifier does on a stream: test, then train.
///
/// The probabilities of each minibatch before its step come in with the labels; accuracy, log loss,
/// kappa and the confusion of the classes go out, over the recent past, a window and the whole run.
/// The trainer calls it for every minibatch and stores its state.
@NullMarked
package dev.carve.core.evaluation;

import org.jspecify.annotations.NullMarked;
