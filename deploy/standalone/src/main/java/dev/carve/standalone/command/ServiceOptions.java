package dev.carve.standalone.command;

import dev.carve.standalone.config.ServiceConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
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
    Properties descriptions = descriptions();
    for (ServiceConfiguration.Key key : configuration.keys()) {
      String name = "--" + key.name();
      String description = descriptions.getProperty(command.name() + "." + key.name(), "");
      boolean flag = key.type() == boolean.class;
      command.addOption(
          OptionSpec.builder(name)
              .type(String.class)
              .arity(flag ? "0..1" : "1")
              .fallbackValue(flag ? "true" : "")
              .paramLabel(key.type().getSimpleName().toUpperCase(Locale.ROOT))
              .description(
                  key.defaultText().isEmpty()
                      ? description
                      : description.replaceAll(
                          "\\.$",
                          " (default: %s).".formatted(Matcher.quoteReplacement(key.defaultText()))))
              .build());
    }
  }

  /// What the keys mean, by service and key.
  static Properties descriptions() {
    Properties descriptions = new Properties();
    try (InputStream stream =
        Objects.requireNonNull(ServiceOptions.class.getResourceAsStream("keys.properties"))) {
      descriptions.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return descriptions;
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
