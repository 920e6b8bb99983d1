package dev.carve.trainer.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carve.core.event.MinibatchReader;
import dev.carve.core.network.ModelSpec;
import java.util.Arrays;

/// The minibatches of the model that another one follows, as that one has to take them: from the
/// offset in its state on. Owned by the stream thread.
///
/// What cannot be used is passed over: the model that is followed has sent it to the dead letters.
final class FollowedModel implements AutoCloseable {
  /* A turn is bounded by about this many multiplications, so that the models that share the thread get theirs. */
  private static final long WORK_OF_A_TURN = 200_000_000;
  private static final int MOST_OF_A_TURN = 2_000;

  private final OnlineModel follower;
  private final byte[] key;
  private final MinibatchHistory.Reading reading;
  private final MinibatchReader reader = new MinibatchReader();

  /// Takes a minibatch that the follower has taken over.
  interface Step {
    void take(long offset, long timeMs);
  }

  FollowedModel(OnlineModel follower, MinibatchHistory history) {
    this.follower = follower;
    this.key = follower.state().lineage().follows().getBytes(UTF_8);
    this.reading =
        history.open(
            follower.state().inputPartition(),
            follower.state().inputOffset(),
            minibatchesOfATurn(follower.state().spec()));
  }

  /// {@return whether the minibatches that come next are those that the model needs next}
  @SuppressWarnings("ReferenceEquality") // another live model was read from the store again
  boolean isReadFor(OnlineModel model) {
    return follower == model;
  }

  /// Hands over what has come meanwhile: each minibatch is taken over by the follower, then the
  /// step is told.
  ///
  /// @throws NoLongerKeptException if the next minibatch is not kept any more
  void poll(Step step) {
    reading.poll((recordKey, value, offset, timeMs) -> {
      if (Arrays.equals(key, recordKey) && isTaken(value)) {
        step.take(offset, timeMs);
      }
    });
  }

  private boolean isTaken(byte[] value) {
    try {
      reader.read(value);
      follower.take(reader);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static int minibatchesOfATurn(ModelSpec spec) {
    long work = 3L * spec.batchSize() * spec.network().parameterCount();
    return Math.clamp(WORK_OF_A_TURN / work, 1, MOST_OF_A_TURN);
  }

  @Override
  public void close() {
    reading.close();
  }
}
