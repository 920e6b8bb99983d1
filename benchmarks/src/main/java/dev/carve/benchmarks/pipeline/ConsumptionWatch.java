package dev.carve.benchmarks.pipeline;

import dev.carve.benchmarks.measurement.Slice;
import dev.carve.benchmarks.measurement.Stopwatch;
import dev.carve.standalone.benchmark.BenchmarkRunException;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Measures how fast a counter rises, from a tenth of what is to come until the end is near: what
/// lies before and after is starting and stopping.
final class ConsumptionWatch {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofMillis(1);

  private final LongSupplier consumed;
  private final String workerName;

  /// @param consumed how many have been consumed
  /// @param workerName part of the name of the threads that consume
  ConsumptionWatch(LongSupplier consumed, String workerName) {
    this.consumed = consumed;
    this.workerName = workerName;
  }

  Slice measure(long count) throws InterruptedException {
    await(count / 10);
    long before = consumed.getAsLong();
    Stopwatch stopwatch = new Stopwatch(workers());
    await(count - count / 50);
    return stopwatch.read(consumed.getAsLong() - before);
  }

  private void await(long count) throws InterruptedException {
    long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
    while (consumed.getAsLong() < count) {
      if (System.nanoTime() > deadlineNs) {
        throw new BenchmarkRunException(
            "the minibatches must be consumed within %s: consumed=%d, count=%d"
                .formatted(PATIENCE, consumed.getAsLong(), count));
      }
      Thread.sleep(PAUSE);
    }
  }

  private Thread[] workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains(workerName))
        .toArray(Thread[]::new);
  }
}
