package dev.carve.standalone.command;

import dev.carve.dashboard.DashboardConfig;
import dev.carve.sampler.SamplerConfig;
import dev.carve.standalone.config.ServiceConfiguration;
import dev.carve.standalone.storage.DataDirectory;
import dev.carve.trainer.TrainerConfig;
import java.util.Map;

/// The configuration of each service when it runs alone: its own defaults, with this machine's data
/// directory and Kafka.
final class ServiceDefaults {
  private ServiceDefaults() {}

  static ServiceConfiguration<TrainerConfig> trainer(DataDirectory data) {
    return new ServiceConfiguration<>(
        "trainer", TrainerConfig.defaults(bootstrapServers(), data.trainer()));
  }

  static ServiceConfiguration<SamplerConfig> sampler(DataDirectory data) {
    return new ServiceConfiguration<>(
        "sampler", SamplerConfig.defaults(bootstrapServers(), data.root()));
  }

  static ServiceConfiguration<DashboardConfig> dashboard() {
    return new ServiceConfiguration<>(
        "dashboard", DashboardConfig.defaults().withBootstrapServers(bootstrapServers()));
  }

  private static String bootstrapServers() {
    Map<String, String> environment = System.getenv();
    return environment.getOrDefault("CARVE_BOOTSTRAP_SERVERS", BrokerOption.DEFAULT);
  }
}
