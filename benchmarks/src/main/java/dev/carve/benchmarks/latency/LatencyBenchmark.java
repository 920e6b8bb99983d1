package dev.carve.benchmarks.latency;

import dev.carve.benchmarks.measurement.ChildJvm;
import dev.carve.benchmarks.measurement.ChildJvm.Command;
import dev.carve.benchmarks.pipeline.BrokerMain;
import dev.carve.benchmarks.pipeline.ConsumedOffsets;
import dev.carve.benchmarks.pipeline.MinibatchStream;
import dev.carve.benchmarks.pipeline.MinibatchTopic;
import dev.carve.standalone.benchmark.BenchmarkRunException;
import dev.carve.trainer.TrainerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// How long does it take from a minibatch produced to the frame that shows its step, at a tenth, a
/// half and nine tenths of what the pipeline sustains?
///
/// The rate that is sustained is measured first, with everything at work that is at work later.
public final class LatencyBenchmark {
  private static final double[] LOADS = {0.1, 0.5, 0.9};
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int CHUNK = 20_000;
  private static final long PAUSE_NS = 20_000_000;

  private final Path directory;
  private final Consumer<String> progress;

  /// How long is measured.
  ///
  /// @param calibrationSeconds for the rate that is sustained
  /// @param loadSeconds at each load
  public record Plan(int calibrationSeconds, int loadSeconds) {}

  /// A benchmark.
  ///
  /// @param directory where topics, journal and logs lie
  /// @param progress is told what happens
  public LatencyBenchmark(Path directory, Consumer<String> progress) {
    this.directory = directory.resolve("latency");
    this.progress = progress;
  }

  /// Measures one network.
  ///
  /// @param network sizes of the layers, and the activation of the hidden ones
  /// @param plan how long
  /// @return how late frames were, by load
  public List<LatencyResult> run(String network, Plan plan) {
    MinibatchStream stream = new MinibatchStream(network);
    try (ChildJvm broker = start("broker", BrokerMain.class, directory + "/broker")) {
      String address = broker.ask(String.class, "address");
      MinibatchTopic.create(address, stream);
      try (ChildJvm services =
              start("services", ServicesMain.class, address, directory + "/services");
          ChildJvm load = start("load", LoadMain.class, address, network)) {
        // Minibatches before the model would be refused.
        ConsumedOffsets.awaitCommands(
            address, TrainerConfig.defaults(address, directory).applicationId(), PATIENCE);
        return run(services, load, plan);
      }
    }
  }

  private ChildJvm start(String name, Class<?> main, String... arguments) {
    return ChildJvm.start(Command.like(name, main, arguments), directory);
  }

  private List<LatencyResult> run(ChildJvm services, ChildJvm load, Plan plan) {
    double sustained = sustainedPerSecond(services, load, plan.calibrationSeconds());
    progress.accept("latency: %,.0f minibatches/s are sustained".formatted(sustained));
    List<LatencyResult> results = new ArrayList<>();
    for (double share : LOADS) {
      double perSecond = share * sustained;
      Double[] latencies =
          load.ask(
              Double[].class,
              "load",
              Double.toString(perSecond),
              Integer.toString(plan.loadSeconds()));
      LatencyResult result = new LatencyResult(share, perSecond, List.of(latencies));
      progress.accept(
          "latency: at %,.0f minibatches/s: %,d frames, p50 %.0f ms, p99 %.0f ms"
              .formatted(
                  perSecond,
                  latencies.length,
                  result.percentileMs(0.5),
                  result.percentileMs(0.99)));
      results.add(result);
      awaitConsumed(services, load.ask(Long.class, "produce", "1"));
    }
    return results;
  }

  /// The producer stays a little ahead of the trainer, for so many seconds.
  private static double sustainedPerSecond(ChildJvm services, ChildJvm load, int seconds) {
    long produced = load.ask(Long.class, "produce", Integer.toString(CHUNK));
    awaitConsumed(services, 1);
    long beganNs = System.nanoTime();
    long before = services.ask(Long.class, "consumed");
    long consumed = before;
    long elapsedNs = 0;
    while (elapsedNs < 1_000_000_000L * seconds) {
      if (produced - consumed < 4 * CHUNK) {
        produced = load.ask(Long.class, "produce", Integer.toString(CHUNK));
      } else {
        LockSupport.parkNanos(PAUSE_NS);
      }
      consumed = services.ask(Long.class, "consumed");
      elapsedNs = System.nanoTime() - beganNs;
    }
    awaitConsumed(services, produced);
    return 1e9 * (consumed - before) / elapsedNs;
  }

  private static void awaitConsumed(ChildJvm services, long count) {
    long beganNs = System.nanoTime();
    while (services.ask(Long.class, "consumed") < count) {
      if (System.nanoTime() - beganNs > PATIENCE.toNanos()) {
        throw new BenchmarkRunException(
            "the trainer must consume within %s: minibatches=%d".formatted(PATIENCE, count));
      }
      LockSupport.parkNanos(PAUSE_NS);
    }
  }
}
