package dev.carve.benchmarks.viewers;

import dev.carve.benchmarks.measurement.ChildJvm;
import dev.carve.benchmarks.measurement.ChildJvm.Command;
import dev.carve.benchmarks.measurement.MemoryUse;
import dev.carve.benchmarks.pipeline.MinibatchStream;
import dev.carve.benchmarks.viewers.ViewersMain.Seen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// How many viewers of a live model does one dashboard serve beside a stream, and what do they cost
/// the trainer, the memory and each other?
public final class ViewersBenchmark {
  private static final double MINIBATCHES_PER_SECOND = 1_000;
  private static final int MEMORY_SAMPLES = 10;
  private static final long SECOND_NS = 1_000_000_000;

  private final Path directory;
  private final Consumer<String> progress;

  /// What is measured.
  ///
  /// @param levels how many viewers, one after the other
  /// @param settleSeconds before each is measured
  /// @param seconds how long each is measured
  public record Plan(List<Level> levels, int settleSeconds, int seconds) {
    /// Copies the list.
    public Plan {
      levels = List.copyOf(levels);
    }
  }

  /// Viewers at one time.
  ///
  /// @param viewers how many read what they are sent
  /// @param stalled how many more do not
  public record Level(int viewers, int stalled) {}

  /// A benchmark.
  ///
  /// @param directory where topics, journal and logs lie
  /// @param progress is told what happens
  public ViewersBenchmark(Path directory, Consumer<String> progress) {
    this.directory = directory.resolve("viewers");
    this.progress = progress;
  }

  /// Measures one network.
  ///
  /// @param network sizes of the layers, and the activation of the hidden ones
  /// @param plan how many viewers, and how long
  /// @return what they saw, by level
  public List<ViewersResult> run(String network, Plan plan) {
    String model = new MinibatchStream(network).model();
    List<ViewersResult> results = new ArrayList<>();
    try (LivePipeline pipeline = new LivePipeline(directory, network, MINIBATCHES_PER_SECOND);
        ChildJvm viewers = ChildJvm.start(Command.like("viewers", ViewersMain.class), directory)) {
      String port = Integer.toString(pipeline.url().getPort());
      for (Level level : plan.levels()) {
        viewers.ask(
            Integer.class,
            "open",
            port,
            model,
            Integer.toString(level.viewers()),
            Integer.toString(level.stalled()));
        viewers.ask(Seen.class, "watch", Integer.toString(plan.settleSeconds()));
        ViewersResult result = measure(pipeline, viewers, level, plan.seconds());
        viewers.ask(Integer.class, "close");
        progress.accept(
            "viewers: %,d and %d stalled: %.2f frames/s, p99 %.0f ms, lag %d, dashboard %.2f cores"
                .formatted(
                    level.viewers(),
                    level.stalled(),
                    result.fewest(),
                    result.p99Ms(),
                    result.lag().getLast(),
                    result.dashboardCores()));
        results.add(result);
      }
    }
    return results;
  }

  private static ViewersResult measure(
      LivePipeline pipeline, ChildJvm viewers, Level level, int seconds) {
    List<Long> lag = new ArrayList<>();
    List<MemoryUse> memory = new ArrayList<>();
    int secondsASample = Math.max(1, seconds / MEMORY_SAMPLES);
    long cpuNs = pipeline.dashboardCpuNs();
    CompletableFuture<Seen> watching =
        CompletableFuture.supplyAsync(
            () -> viewers.ask(Seen.class, "watch", Integer.toString(seconds)),
            Thread::startVirtualThread);
    for (int second = 0; !watching.isDone(); second++) {
      lag.add(pipeline.lag());
      if (second % secondsASample == 0) {
        memory.add(pipeline.dashboardMemory());
      }
      LockSupport.parkNanos(SECOND_NS);
    }
    Seen seen = watching.join();
    long usedNs = pipeline.dashboardCpuNs() - cpuNs;
    double elapsed = 1e-9 * seen.slice().elapsedNs();
    return new ViewersResult(
        level.viewers(),
        level.stalled(),
        elapsed,
        MINIBATCHES_PER_SECOND,
        seen.published() / elapsed,
        seen.fewestFrames() / elapsed,
        seen.medianFrames() / elapsed,
        (double) seen.bytes() / seen.slice().count(),
        seen.longestPauseMs(),
        seen.medianMs(),
        seen.p99Ms(),
        seen.mostMs(),
        1e-9 * usedNs / elapsed,
        (double) seen.slice().processCpuNs() / seen.slice().elapsedNs(),
        lag,
        memory);
  }
}
