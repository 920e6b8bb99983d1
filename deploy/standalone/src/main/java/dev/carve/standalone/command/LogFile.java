package dev.carve.standalone.command;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Where a command logs to. Before it is chosen, nothing is logged but Carve's own warnings, to
/// standard error.
final class LogFile {
  private static volatile @Nullable Path current;

  private LogFile() {}

  /// Sends everything that is logged from now on to a rolling file, which comes to be with the
  /// first line.
  ///
  /// @param directory the directory of log files
  /// @param name the file's name without extension
  static void use(Path directory, String name) {
    Path file = directory.resolve(name + ".log");
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    URL configuration = Objects.requireNonNull(LogFile.class.getResource("/carve-logging.xml"));
    context.reset();
    context.putProperty("directory", directory.toString());
    context.putProperty("name", name);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(configuration);
    } catch (JoranException e) {
      throw new IllegalStateException(e);
    }
    current = file;
  }

  /// {@return the file, if one was chosen}
  static Optional<Path> current() {
    return Optional.ofNullable(current);
  }
}
