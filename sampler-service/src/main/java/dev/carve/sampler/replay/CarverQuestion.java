package dev.carve.sampler.replay;

import dev.carve.sampler.sampling.NeuronChoice;

/// Which minibatches carved this hill?
///
/// @param run the run's name
/// @param neuron whose surface it is
/// @param from the step before the first minibatch
/// @param to the step of the last minibatch
/// @param top how many minibatches are wanted at most
public record CarverQuestion(String run, NeuronChoice neuron, long from, long to, int top) {
  /// The most minibatches that are listed.
  public static final int MOST_LISTED = 1_000;

  /// Checks the range.
  ///
  /// @throws IllegalArgumentException if it is empty, or too many are wanted
  public CarverQuestion {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException(
          "from must be a step before to: from=%d, to=%d".formatted(from, to));
    }
    if (top < 1 || top > MOST_LISTED) {
      throw new IllegalArgumentException(
          "top must be from 1 to %d: top=%d".formatted(MOST_LISTED, top));
    }
  }
}
