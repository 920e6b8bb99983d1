package dev.carve.trainer.training;

import java.time.Duration;

/// When a transaction ends with a snapshot instead of at the commit interval.
///
/// A snapshot is seen when its transaction ends. Where the stream is live somebody may be watching,
/// so a fresh one ends it, from half of the interval on; a backlog is worked off in whole
/// intervals. Owned by the stream thread.
final class EarlyCommit {
  private static final long FRESH_MS = 1_000;

  private final long shortestTransactionMs;
  private long lastMs;

  /// @param commitInterval pause between two transactions at most
  EarlyCommit(Duration commitInterval) {
    this.shortestTransactionMs = commitInterval.toMillis() / 2;
  }

  /// Begins anew, with a transaction that has just begun.
  void clear() {
    lastMs = 0;
  }

  /// Whether a snapshot that is published now ends its transaction.
  ///
  /// @param nowMs the present time, ms since 1970
  /// @param timeMs of the snapshot's newest minibatch, ms since 1970
  boolean isDue(long nowMs, long timeMs) {
    if (nowMs - timeMs >= FRESH_MS || nowMs - lastMs < shortestTransactionMs) {
      return false;
    }
    lastMs = nowMs;
    return true;
  }
}
