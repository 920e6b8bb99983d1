package dev.carve.standalone.command;

import dev.carve.standalone.config.ServiceConfiguration;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/// The options of a command that runs one service: a configuration file, and one option for each of
/// its keys.
final class ServiceOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML file with the section of this service; flags and environment win.")
  private @Nullable Path config;

  /// Adds an option for each key of a service's configuration.
  static void add(CommandSpec command, ServiceConfiguration<?> configuration) {
    for (ServiceConfiguration.Key key : configuration.keys()) {
      String name = "--" + key.name();
      if (command.findOption(name) == null) {
        command.addOption(
            OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(key.type().getSimpleName().toUpperCase(Locale.ROOT))
                .description(
                    key.defaultText().isEmpty()
                        ? "No default."
                        : "Default: %s.".formatted(key.defaultText()))
                .build());
      }
    }
  }

  /// Reads the configuration from everything that was given.
  <T extends Record> T read(CommandSpec command, ServiceConfiguration<T> configuration) {
    Map<String, String> flags = new LinkedHashMap<>();
    for (ServiceConfiguration.Key key : configuration.keys()) {
      String value =
          command.commandLine().getParseResult().matchedOptionValue("--" + key.name(), null);
      if (value != null) {
        flags.put(key.name(), value);
      }
    }
    return configuration.read(config, System.getenv(), flags);
  }
}
