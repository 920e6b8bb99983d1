package dev.carve.standalone.command;

import dev.carve.standalone.broker.TopicSetup;
import dev.carve.standalone.storage.DataDirectory;
import dev.carve.trainer.TrainerConfig;
import dev.carve.trainer.TrainerService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Runs the trainer alone.
///
/// Topics are looked for while the trainer is made ready, since a restart is waited for.
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
    FutureTask<List<String>> topics =
        new FutureTask<>(() ->
            new TopicSetup(config.bootstrapServers(), BrokerOption.PATIENCE).createMissing(1));
    Thread.ofPlatform().daemon().name("carve-topics").start(topics);
    try (TrainerService trainer = TrainerService.prepare(config, new SimpleMeterRegistry())) {
      await(topics);
      train(trainer, config.bootstrapServers());
    }
    return 0;
  }

  /// Until then there is nothing to stop: Ctrl-C ends the process at once.
  private static void await(Future<?> topics) {
    try {
      topics.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void train(TrainerService trainer, String servers) {
    try (Interruption interruption = new Interruption()) {
      trainer.begin();
      spec.commandLine()
          .getOut()
          .println("The trainer trains what arrives at %s; Ctrl-C stops it.".formatted(servers));
      spec.commandLine().getOut().flush();
      interruption.await();
    }
  }
}
