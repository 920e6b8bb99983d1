package dev.carve.trainer.stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Leaves bad rows out. The first few are logged one by one; the source counts them all.
///
/// Owned by the thread that pulls the source.
public final class LogAndSkipBadRows implements BadRowPolicy {
  private static final Logger log = LoggerFactory.getLogger(LogAndSkipBadRows.class);
  private static final int LOGGED_ROWS = 5;

  private long rows;

  /// A policy that has seen no row yet.
  public LogAndSkipBadRows() {}

  @Override
  public void apply(BadRow row) {
    rows++;
    if (rows <= LOGGED_ROWS) {
      log.warn("Skipped a bad row: {}", row);
    }
    if (rows == LOGGED_ROWS) {
      log.warn("Further bad rows of {} are skipped without a line each", row.source());
    }
  }
}
