package dev.carve.benchmarks.measurement;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/// Measures a stretch of time: begun when it is made, read as a {@link Slice}.
public final class Stopwatch {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long[] threadIds;
  private final long beganNs;
  private final long processCpuNs;
  private final long threadCpuNs;
  private final long allocatedBytes;

  /// Begins to measure.
  ///
  /// @param workers the threads that do the work
  public Stopwatch(Thread... workers) {
    this.threadIds = Arrays.stream(workers).mapToLong(Thread::threadId).toArray();
    this.allocatedBytes = sum(THREADS.getThreadAllocatedBytes(threadIds));
    this.threadCpuNs = sum(THREADS.getThreadCpuTime(threadIds));
    this.processCpuNs = ProcessCpuTime.ns();
    this.beganNs = System.nanoTime();
  }

  /// {@return nanoseconds since it began}
  public long elapsedNs() {
    return System.nanoTime() - beganNs;
  }

  /// {@return what was done since it began}
  ///
  /// @param count how many units of work
  public Slice read(long count) {
    return new Slice(
        count,
        elapsedNs(),
        ProcessCpuTime.ns() - processCpuNs,
        sum(THREADS.getThreadCpuTime(threadIds)) - threadCpuNs,
        sum(THREADS.getThreadAllocatedBytes(threadIds)) - allocatedBytes);
  }

  private static long sum(long[] figures) {
    return Arrays.stream(figures).sum();
  }
}
