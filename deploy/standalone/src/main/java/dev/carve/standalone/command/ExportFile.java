package dev.carve.standalone.command;

import dev.carve.core.event.Floats;
import dev.carve.core.network.Network;
import dev.carve.standalone.model.ParametersJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that parameters are written to; its extension says in which format.
final class ExportFile {
  private ExportFile() {}

  /// Makes sure before any work is done that the file can be written in the end.
  static void check(Path file) {
    if (!file.toString().endsWith(".json")) {
      throw CommandFailedException.badUsage("parameters can be exported as .json: file=" + file);
    }
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw CommandFailedException.badUsage("no such directory: file=" + file);
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw CommandFailedException.badUsage("export must go to a file: file=" + file);
    }
    if (!Files.isWritable(Files.exists(file) ? file : directory)) {
      throw CommandFailedException.badUsage("no permission to write: file=" + file);
    }
  }

  static void write(Path file, Network network, Floats parameters) {
    try {
      ParametersJson.write(file, network, parameters);
    } catch (IOException e) {
      throw CommandFailedException.failure(
          "parameters cannot be written: file=%s, reason=%s".formatted(file, e.getMessage()), e);
    }
  }
}
