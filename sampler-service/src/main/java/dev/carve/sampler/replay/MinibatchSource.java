package dev.carve.sampler.replay;

import java.util.Optional;

/// The minibatches that Kafka still keeps, to be read again.
@FunctionalInterface
public interface MinibatchSource {
  /// Opens a partition of topic `minibatches`.
  ///
  /// @param partition which one
  /// @return a reading, to be closed
  /// @throws MinibatchesUnavailableException if Kafka does not answer
  Reading open(int partition);

  /// {@return what is kept where no Kafka is at hand: only steps that were published can be shown}
  static MinibatchSource none() {
    return _ -> {
      throw new MinibatchesUnavailableException(
          "the minibatches of a step that was not published must be read from Kafka: no broker is connected",
          null);
    };
  }

  /// One partition, being read. Owned by one thread.
  interface Reading extends AutoCloseable {
    /// {@return offset of the first record that is still kept}
    long firstKept();

    /// {@return the offset after the last committed record, as it is now}
    long end();

    /// Goes to an offset that is kept.
    ///
    /// @param offset of the record to be read next
    void seek(long offset);

    /// The next committed record.
    ///
    /// @return empty where the committed records end
    /// @throws MinibatchesUnavailableException if Kafka does not answer, or has deleted it
    ///   meanwhile
    Optional<KeptMinibatch> next();

    @Override
    void close();
  }
}
