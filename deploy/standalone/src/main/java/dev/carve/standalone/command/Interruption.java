package dev.carve.standalone.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C and `kill`: asks the command to end, waits until it has, and lets the process end with
/// its exit code.
///
/// The command runs on the main thread; whatever it must stop to come to its end is stopped by the
/// action. A process that was asked to stop and did so has done its duty, so it ends with 0.
final class Interruption implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;

  /// @param action what makes the command end; called at most once, on another thread
  Interruption(Runnable action) {
    this.hook =
        new Thread(
            () -> {
              asked.countDown();
              action.run();
              awaitEnd();
            },
            "carve-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// Waits until somebody asks the command to end.
  void await() {
    try {
      asked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isAsked() {
    return asked.getCount() == 0;
  }

  /// The command has ended: its resources are closed.
  @Override
  public void close() {
    ended.countDown();
    if (!isAsked()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process is being stopped right now, and the hook sees that the command has ended.
      }
    }
  }

  private void awaitEnd() {
    try {
      if (ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
