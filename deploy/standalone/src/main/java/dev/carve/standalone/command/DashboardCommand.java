package dev.carve.standalone.command;

import dev.carve.dashboard.DashboardConfig;
import dev.carve.dashboard.DashboardService;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Runs the dashboard alone.
@Command(
    name = "dashboard",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs the dashboard alone, with a Kafka and a sampler that are there already.",
    footer = {
      "",
      "Every option is also a key of the file and a variable of the environment:",
      "--sampler-url is dashboard.sampler-url and CARVE_DASHBOARD_SAMPLER_URL.",
      "",
      "Example:",
      "  carve dashboard --bootstrap-servers kafka:9092 --port 9000",
    })
final class DashboardCommand implements Callable<Integer> {
  @Mixin private ServiceOptions options = new ServiceOptions();
  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    data.open("carve-dashboard");
    DashboardConfig config = options.read(spec, ServiceDefaults.dashboard());
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (Interruption interruption = new Interruption();
        DashboardService service = DashboardService.start(config, registry)) {
      spec.commandLine()
          .getOut()
          .println("The dashboard is at %s; Ctrl-C stops it.".formatted(service.url()));
      spec.commandLine().getOut().flush();
      interruption.await();
    }
    return 0;
  }
}
