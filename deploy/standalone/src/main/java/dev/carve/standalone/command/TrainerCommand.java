package dev.carve.standalone.command;

import dev.carve.standalone.broker.TopicSetup;
import dev.carve.standalone.storage.DataDirectory;
import dev.carve.trainer.TrainerConfig;
import dev.carve.trainer.TrainerService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Runs the trainer alone.
@Command(
    name = "trainer",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs the trainer alone, with a Kafka that is there already.",
    footer = {
      "",
      "Every option is also a key of the file and a variable of the environment:",
      "--stream-threads is trainer.stream-threads and CARVE_TRAINER_STREAM_THREADS.",
      "",
      "Example:",
      "  carve trainer --bootstrap-servers kafka:9092 --stream-threads 2",
    })
final class TrainerCommand implements Callable<Integer> {
  @Mixin private ServiceOptions options = new ServiceOptions();
  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    DataDirectory directory = data.open("carve-trainer");
    TrainerConfig config = options.read(spec, ServiceDefaults.trainer(directory));
    new TopicSetup(config.bootstrapServers(), BrokerOption.PATIENCE).createMissing(1);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (Interruption interruption = new Interruption();
        TrainerService _ = TrainerService.start(config, registry)) {
      spec.commandLine()
          .getOut()
          .println(
              "The trainer trains what arrives at %s; Ctrl-C stops it."
                  .formatted(config.bootstrapServers()));
      spec.commandLine().getOut().flush();
      interruption.await();
    }
    return 0;
  }
}
