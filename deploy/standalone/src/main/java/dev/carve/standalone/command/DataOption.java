package dev.carve.standalone.command;

import dev.carve.standalone.storage.DataDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Where Carve keeps its data on this machine.
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:CARVE_DATA:-data}",
      description = "Where data and log files are kept (default: ${DEFAULT-VALUE}).")
  private Path directory = Path.of("data");

  /// The directory, with the log file of this command in it.
  DataDirectory open(String logName) {
    DataDirectory data = new DataDirectory(directory);
    LogFile.use(data.logs(), logName);
    return data;
  }
}
