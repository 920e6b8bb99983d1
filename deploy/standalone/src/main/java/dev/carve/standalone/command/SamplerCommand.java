package dev.carve.standalone.command;

import dev.carve.sampler.SamplerConfig;
import dev.carve.sampler.SamplerService;
import dev.carve.standalone.broker.LocalPort;
import dev.carve.standalone.broker.TopicSetup;
import dev.carve.standalone.storage.DataDirectory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Runs the sampler alone.
@Command(
    name = "sampler",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the sampler alone, with a Kafka that is there already.",
      "It journals every snapshot, draws the newest, and answers questions about past runs.",
    },
    footer = {
      "",
      "Every option is also a key of the file and a variable of the environment:",
      "--grid-points is sampler.grid-points and CARVE_SAMPLER_GRID_POINTS.",
      "",
      "Example:",
      "  carve sampler --bootstrap-servers kafka:9092 --data /var/lib/carve",
    })
final class SamplerCommand implements Callable<Integer> {
  @Mixin private ServiceOptions options = new ServiceOptions();
  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    DataDirectory directory = data.open("carve-sampler");
    SamplerConfig config = options.read(spec, ServiceDefaults.sampler(directory));
    LocalPort.free(config.httpPort());
    new TopicSetup(config.bootstrapServers(), BrokerOption.PATIENCE).createMissing(1);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (Interruption interruption = new Interruption();
        SamplerService service = SamplerService.start(config, registry)) {
      spec.commandLine()
          .getOut()
          .println(
              "The sampler answers at %s, journal in %s; Ctrl-C stops it."
                  .formatted(service.httpUrl(), config.journalDirectory()));
      spec.commandLine().getOut().flush();
      interruption.await();
    }
    return 0;
  }
}
