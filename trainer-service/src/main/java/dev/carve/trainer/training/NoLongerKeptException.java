package dev.carve.trainer.training;

/// Minibatches that were to be read again have been deleted by Kafka.
public final class NoLongerKeptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long firstKept;

  /// Tells what is left.
  ///
  /// @param wanted offset of the first record that was to be read
  /// @param firstKept offset of the first record that is still there
  public NoLongerKeptException(long wanted, long firstKept) {
    super(
        "minibatches must still be kept: wanted-offset=%d, first-kept-offset=%d"
            .formatted(wanted, firstKept));
    this.firstKept = firstKept;
  }

  /// {@return offset of the first record that is still there}
  public long firstKept() {
    return firstKept;
  }
}
