package dev.carve.benchmarks.latency;

import dev.carve.benchmarks.latency.FrameWatch.Frame;
import dev.carve.benchmarks.measurement.Answers;
import dev.carve.benchmarks.pipeline.LoadProducer;
import dev.carve.benchmarks.pipeline.MinibatchStream;
import dev.carve.benchmarks.pipeline.Schedule;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// The process that produces minibatches and watches frames. It answers `produce COUNT` (as fast as
/// it can) and `load PER_SECOND SECONDS` (at a fixed rate; the latencies of the frames of that
/// time, ms, ascending).
public final class LoadMain {
  private static final long PAUSE_NS = 500_000;
  private static final long LAST_FRAMES_NS = 2_000_000_000;

  private final LoadProducer producer;
  private final String bootstrapServers;
  private long next;

  private LoadMain(String bootstrapServers, LoadProducer producer) {
    this.bootstrapServers = bootstrapServers;
    this.producer = producer;
  }

  /// Serves until standard input ends.
  ///
  /// @param arguments address of the broker, name of the network
  /// @throws IOException if standard input cannot be read
  public static void main(String[] arguments) throws IOException {
    MinibatchStream stream = new MinibatchStream(arguments[1]);
    try (LoadProducer producer = new LoadProducer(arguments[0], stream)) {
      LoadMain main = new LoadMain(arguments[0], producer);
      Answers.serve(main::answer);
    }
  }

  private Object answer(String... question) throws InterruptedException {
    return switch (question[0]) {
      case "produce" -> produce(Long.parseLong(question[1]));
      case "load" ->
          load(Double.parseDouble(question[1]), 1_000_000_000L * Long.parseLong(question[2]));
      default -> throw new IllegalArgumentException("unknown question: " + question[0]);
    };
  }

  private long produce(long count) {
    for (long end = next + count; next < end; next++) {
      producer.minibatch(next, System.currentTimeMillis());
    }
    producer.flush();
    return next;
  }

  private List<Double> load(double perSecond, long durationNs) throws InterruptedException {
    Schedule schedule = new Schedule(System.nanoTime(), next, perSecond);
    long endNs = schedule.beganNs() + durationNs;
    AtomicBoolean ended = new AtomicBoolean();
    try (FrameWatch watch = new FrameWatch(bootstrapServers)) {
      Thread watching =
          Thread.ofPlatform()
              .name("watch")
              .start(() -> {
                while (!ended.get()) {
                  watch.poll();
                }
              });
      produceUntil(endNs, schedule);
      LockSupport.parkNanos(LAST_FRAMES_NS);
      ended.set(true);
      watching.join();
      return latenciesMs(watch.frames(), schedule);
    }
  }

  private void produceUntil(long endNs, Schedule schedule) {
    for (long nowNs = System.nanoTime(); nowNs < endNs; nowNs = System.nanoTime()) {
      long due = schedule.firstOffset() + schedule.dueUntil(nowNs);
      for (; next < due; next++) {
        producer.minibatch(next, System.currentTimeMillis());
      }
      LockSupport.parkNanos(PAUSE_NS);
    }
    producer.flush();
  }

  /// Nothing else writes to the topic: a minibatch's place in the stream is its offset.
  private static List<Double> latenciesMs(List<Frame> frames, Schedule schedule) {
    return frames.stream()
        .filter(frame -> frame.offset() >= schedule.firstOffset())
        .map(frame -> 1e-6 * (frame.appearedNs() - schedule.dueNs(frame.offset())))
        .sorted()
        .toList();
  }
}
