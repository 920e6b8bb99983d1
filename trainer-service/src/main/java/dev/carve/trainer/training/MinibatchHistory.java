package dev.carve.trainer.training;

/// The minibatches that Kafka still keeps, to be read again from any offset on.
public interface MinibatchHistory {
  /// Opens a partition of topic `minibatches`.
  ///
  /// @param partition which one
  /// @param offset of the first record wanted
  /// @param mostRecords how many are handed on at a time at most
  /// @return a reading, to be closed
  Reading open(int partition, long offset, int mostRecords);

  /// One partition, being read. Owned by one thread.
  interface Reading extends AutoCloseable {
    /// Hands on the committed records that have come meanwhile, without waiting for any.
    ///
    /// @param sink takes them in order
    /// @throws NoLongerKeptException if the next one is not kept any more
    void poll(Sink sink);

    @Override
    void close();
  }

  /// Takes records of any model.
  interface Sink {
    /// Takes the next record.
    ///
    /// @param key names the model whose minibatch it is; may be empty
    /// @param value the minibatch; may be empty
    /// @param offset its own
    /// @param timeMs its own, ms since 1970
    void take(byte[] key, byte[] value, long offset, long timeMs);
  }
}
