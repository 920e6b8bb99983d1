package dev.carve.core.training;

import dev.carve.core.event.UnusableRecordException;
import dev.carve.core.network.DenseLayer;
import dev.carve.core.network.Network;

/// How much memory a step takes for what flows through the network, beside the parameters.
///
/// A record of a few bytes for each example becomes an activation of every neuron for each, so
/// neither the size of the record nor that of the parameters bounds it. The limit is the same
/// everywhere: what one trainer takes, every other takes too.
public final class StepMemory {
  private static final long LARGEST_BYTES = 512L << 20;

  private final long most;

  /// The limit for the minibatches of a network.
  ///
  /// @param network they are to go through
  public StepMemory(Network network) {
    this.most = LARGEST_BYTES / bytesOfOneExample(network);
  }

  /// Checks a minibatch's size before anything is allocated for it.
  ///
  /// @param n examples
  /// @throws UnusableRecordException if a step would take too much
  public void check(int n) {
    if (n > most) {
      throw new UnusableRecordException(
          "a minibatch of this network must hold at most %d examples, for their activations take memory: examples=%d"
              .formatted(most, n));
    }
  }

  /// Features as they came, standardised and rearranged; every activation; probabilities; and three
  /// times the widest layer on the way back.
  private static long bytesOfOneExample(Network network) {
    long units = network.layers().stream().mapToLong(DenseLayer::units).sum();
    return Float.BYTES
        * (3L * network.inputs() + units + network.classes() + 3L * network.maximumWidth());
  }
}
