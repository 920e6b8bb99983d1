package dev.carve.trainer.stream;

/// Ends the source at the first bad row.
public final class FailOnBadRow implements BadRowPolicy {
  /// A policy that tolerates nothing.
  public FailOnBadRow() {}

  @Override
  public void apply(BadRow row) {
    throw new UnreadableSourceException(row.toString());
  }
}
