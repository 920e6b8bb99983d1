package dev.carve.standalone.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Ctrl-C and `kill`: asks the command to end, and lets the process end with the command's own exit
/// code as soon as it has.
///
/// The command runs on the main thread, the asking on a shutdown hook. A command that was asked to
/// end and did so has done its duty, so that is no failure.
final class Interruption implements AutoCloseable {
  private static final CountDownLatch ENDED = new CountDownLatch(1);
  private static volatile int exitCode;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final AtomicReference<Runnable> action = new AtomicReference<>(() -> {});
  private final Runnable stuck;
  private final Duration patience;
  private final Thread hook;

  /// A command that ends within the time that closing its services takes.
  Interruption() {
    this(Duration.ofSeconds(15), () -> {});
  }

  /// @param patience how long the command is given to end
  /// @param stuck what is done when it does not, because it waits for input
  Interruption(Duration patience, Runnable stuck) {
    this.patience = patience;
    this.stuck = stuck;
    this.hook = new Thread(this::interrupt, "carve-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// The process is about to end because its command has.
  static void ended(int code) {
    exitCode = code;
    ENDED.countDown();
  }

  /// Does something when the command is asked to end, at once if it has been.
  void onAsked(Runnable newAction) {
    action.set(newAction);
    if (isAsked()) {
      newAction.run();
    }
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

  /// The command needs no asking any more.
  @Override
  public void close() {
    if (!isAsked()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process is being ended right now: the hook waits for the command as it should.
      }
    }
  }

  private void interrupt() {
    asked.countDown();
    action.get().run();
    try {
      if (!ENDED.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        stuck.run();
      }
      System.out.flush();
      System.err.flush();
      Runtime.getRuntime().halt(exitCode);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
