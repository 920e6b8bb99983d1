package dev.carve.benchmarks.viewers;

import dev.carve.benchmarks.measurement.Answers;
import dev.carve.benchmarks.measurement.MemoryUse;
import dev.carve.benchmarks.measurement.Stopwatch;
import dev.carve.dashboard.DashboardConfig;
import dev.carve.dashboard.DashboardService;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;

/// The process of the dashboard. It answers `url`, `cpu` (processor time in ns) and `memory`.
public final class DashboardMain {
  private DashboardMain() {}

  /// Serves until standard input ends.
  ///
  /// @param arguments address of the broker, URL of the sampler
  /// @throws IOException if standard input cannot be read
  public static void main(String[] arguments) throws IOException {
    Stopwatch stopwatch = new Stopwatch();
    DashboardConfig config =
        DashboardConfig.defaults()
            .withPort(0)
            .withBootstrapServers(arguments[0])
            .withSamplerUrl(URI.create(arguments[1]));
    try (DashboardService service =
        DashboardService.start(config, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))) {
      Answers.serve(question ->
          switch (question[0]) {
            case "url" -> service.url().toString();
            case "cpu" -> stopwatch.read(1).processCpuNs();
            case "memory" -> MemoryUse.ofThisProcess();
            default -> throw new IllegalArgumentException("unknown question: " + question[0]);
          });
    }
  }
}
