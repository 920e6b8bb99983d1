package dev.carve.benchmarks.latency;

import dev.carve.benchmarks.measurement.Answers;
import dev.carve.sampler.SamplerConfig;
import dev.carve.sampler.SamplerService;
import dev.carve.trainer.TrainerConfig;
import dev.carve.trainer.TrainerService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;

/// The process of trainer and sampler, with the settings of the product. It answers `consumed` (how
/// many minibatches the trainer has) and `sampler` (where the sampler's HTTP is).
public final class ServicesMain {
  private ServicesMain() {}

  /// {@return where the journal lies}
  ///
  /// @param directory for state and journal
  public static Path journal(Path directory) {
    return sampler("unused", directory).journalDirectory();
  }

  private static SamplerConfig sampler(String bootstrapServers, Path directory) {
    return SamplerConfig.defaults(bootstrapServers, directory.resolve("sampler")).withHttpPort(0);
  }

  /// Serves until standard input ends.
  ///
  /// @param arguments address of the broker, directory for state and journal
  /// @throws IOException if standard input cannot be read
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[1]);
    MeterRegistry registry = new SimpleMeterRegistry();
    TrainerConfig trainer = TrainerConfig.defaults(arguments[0], directory.resolve("trainer"));
    try (SamplerService running = SamplerService.start(sampler(arguments[0], directory), registry);
        TrainerService _ = TrainerService.start(trainer, registry)) {
      Answers.serve(question ->
          switch (question[0]) {
            case "consumed" -> (long) registry.counter("trainer.minibatches").count();
            case "sampler" -> running.httpUrl().toString();
            default -> throw new IllegalArgumentException("unknown question: " + question[0]);
          });
    }
  }
}
