package dev.carve.benchmarks.browser;

import dev.carve.benchmarks.page.PageBenchmark;
import dev.carve.benchmarks.page.PageResult;
import dev.carve.benchmarks.page.PageResult.DrawingRate;
import dev.carve.benchmarks.page.PageResult.FirstLoad;
import dev.carve.benchmarks.page.PageResult.Latencies;
import dev.carve.benchmarks.page.PageResult.PlaygroundRate;
import dev.carve.benchmarks.page.SoakResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The page in a Chromium that draws in software.
public final class ChromiumBenchmark implements PageBenchmark {
  /* Those of which TensorFlow Playground's cost is known. */
  private static final List<String> NETWORKS = List.of("4,2", "8,8", "8,8,8,8,8,8");

  /// Creates the benchmark, for `ServiceLoader`.
  public ChromiumBenchmark() {}

  @Override
  public PageResult measure(Task task) {
    try (Chromium chromium = new Chromium()) {
      Latencies live;
      Latencies seeks;
      int snapshots;
      List<FirstLoad> loads;
      try (PixelLatency latency = new PixelLatency(task, chromium)) {
        snapshots = latency.snapshots();
        live = latency.live();
        tell(task, "minibatch to pixels", live);
        loads = new FirstLoads(task, chromium).measure(latency.url());
        seeks = latency.seeks();
        tell(task, "press to pixels", seeks);
      }
      List<DrawingRate> drawing = new ArrayList<>();
      List<PlaygroundRate> peers = new ArrayList<>();
      Optional<Playground> playground = Playground.find(task, chromium);
      for (String hidden : NETWORKS) {
        playground.map(found -> found.measure(hidden)).ifPresent(peers::add);
        drawing.addAll(new DrawingRates(task, chromium).measure(hidden));
      }
      playground.ifPresent(Playground::close);
      return new PageResult(chromium.version(), loads, live, snapshots, seeks, drawing, peers);
    }
  }

  private static void tell(Task task, String what, Latencies latencies) {
    task.progress()
        .accept(
            "page: %s: %d, p50 %.0f ms, p99 %.0f ms"
                .formatted(
                    what,
                    latencies.drawnMs().size(),
                    Latencies.percentile(latencies.drawnMs(), 0.5),
                    Latencies.percentile(latencies.drawnMs(), 0.99)));
  }

  @Override
  public SoakResult soak(Task task, Duration duration) {
    try (Chromium chromium = new Chromium();
        Soak soak = new Soak(task, chromium)) {
      return soak.run(duration);
    }
  }
}
