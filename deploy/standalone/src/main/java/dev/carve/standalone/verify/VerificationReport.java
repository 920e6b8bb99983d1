package dev.carve.standalone.verify;

import java.util.List;
import java.util.OptionalLong;

/// What a verification found.
///
/// @param kills each kill, in order
/// @param checks each comparison
/// @param stopRestartsMs ms from the start of a trainer after a clean stop until it had committed a
///   step again
/// @param killRestartsMs the same after SIGKILL
/// @param takeoverMs ms from the kill of one of two trainers until the other had committed a step
///   of every model again; empty if the other had them all already
/// @param steps steps taken, over all models
/// @param seconds how long the verification took
public record VerificationReport(
    List<KillReport> kills,
    List<Check> checks,
    List<Long> stopRestartsMs,
    List<Long> killRestartsMs,
    OptionalLong takeoverMs,
    long steps,
    double seconds) {
  /// Copies the lists.
  public VerificationReport {
    kills = List.copyOf(kills);
    checks = List.copyOf(checks);
    stopRestartsMs = List.copyOf(stopRestartsMs);
    killRestartsMs = List.copyOf(killRestartsMs);
  }

  /// {@return whether everything that was compared is identical}
  public boolean isIdentical() {
    return checks.stream().allMatch(Check::isPassed);
  }
}
