package dev.carve.benchmarks.pipeline;

import dev.carve.benchmarks.measurement.Answers;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The process of a steady stream of minibatches. It answers `start PER_SECOND` with its {@link
/// Timetable}, `produced` with how many there were, and goes on until standard input ends.
public final class StreamMain {
  private static final long PAUSE_NS = 500_000;

  private final LoadProducer producer;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicReference<@Nullable Thread> producing = new AtomicReference<>();
  private volatile long produced;

  private StreamMain(LoadProducer producer) {
    this.producer = producer;
  }

  /// When minibatches are due.
  ///
  /// @param beganMs when the first is due, ms since 1970
  /// @param perSecond how many a second
  public record Timetable(double beganMs, double perSecond) {

    /// {@return when the last minibatch of a model's step is due, ms since 1970}
    ///
    /// @param step at least 1
    public double dueMs(long step) {
      return beganMs + 1000 * (step - 1) / perSecond;
    }

    /// {@return how many minibatches are due until a moment}
    ///
    /// @param nowMs the moment, ms since 1970
    public double dueSteps(long nowMs) {
      return (nowMs - beganMs) * perSecond / 1000;
    }
  }

  /// Serves until standard input ends.
  ///
  /// @param arguments address of the broker, name of the network
  /// @throws IOException if standard input cannot be read
  /// @throws InterruptedException if the thread is interrupted
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (LoadProducer producer =
        new LoadProducer(arguments[0], new MinibatchStream(arguments[1]))) {
      StreamMain main = new StreamMain(producer);
      Answers.serve(main::answer);
      main.end();
    }
  }

  private Object answer(String... question) {
    return switch (question[0]) {
      case "start" -> start(Double.parseDouble(question[1]));
      case "produced" -> produced;
      default -> throw new IllegalArgumentException("unknown question: " + question[0]);
    };
  }

  private Timetable start(double perSecond) {
    Schedule schedule = new Schedule(System.nanoTime(), 0, perSecond);
    Timetable timetable = new Timetable(System.currentTimeMillis(), perSecond);
    Thread thread =
        Thread.ofPlatform().name("stream").unstarted(() -> produce(schedule, timetable));
    if (!producing.compareAndSet(null, thread)) {
      throw new IllegalStateException("a stream must be started once");
    }
    thread.start();
    return timetable;
  }

  /* A minibatch carries the time when it is due, so whoever sees its frame knows how late it is. */
  private void produce(Schedule schedule, Timetable timetable) {
    while (!ended.get()) {
      long due = schedule.dueUntil(System.nanoTime());
      for (long next = produced; next < due; next++) {
        producer.minibatch(next, (long) timetable.dueMs(next + 1));
        produced = next + 1;
      }
      LockSupport.parkNanos(PAUSE_NS);
    }
  }

  private void end() throws InterruptedException {
    ended.set(true);
    Thread thread = producing.get();
    if (thread != null) {
      thread.join();
    }
  }
}
