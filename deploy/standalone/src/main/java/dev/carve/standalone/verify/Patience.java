package dev.carve.standalone.verify;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what must happen.
final class Patience {
  private static final Duration MOST = Duration.ofMinutes(3);
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(2);

  private Patience() {}

  /// @throws VerificationFailedException if it does not happen
  static void await(String what, BooleanSupplier condition) {
    if (!awaitAtMost(MOST, condition)) {
      throw new VerificationFailedException(
          "%s must happen in time: waited=%s".formatted(what, MOST));
    }
  }

  /// {@return whether it happened in time}
  static boolean awaitAtMost(Duration most, BooleanSupplier condition) {
    long deadlineNs = System.nanoTime() + most.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadlineNs) {
        return false;
      }
      if (Thread.interrupted()) {
        throw new VerificationFailedException("verification was interrupted");
      }
      LockSupport.parkNanos(PAUSE_NS);
    }
    return true;
  }

  static void pause(long ms) {
    awaitAtMost(Duration.ofMillis(ms), () -> false);
  }
}
