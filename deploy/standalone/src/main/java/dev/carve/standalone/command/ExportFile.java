package dev.carve.standalone.command;

import dev.carve.standalone.parameters.ParameterFile;
import dev.carve.standalone.parameters.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that a model is written to; its extension says in which format.
final class ExportFile {
  private ExportFile() {}

  /// Makes sure before any work is done that the file can be written in the end.
  static void check(Path file) {
    ParameterFile.requireWritable(file);
    requireWritable(file);
  }

  /// Makes sure before any work is done that a file of any kind can be written in the end.
  static void requireWritable(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw CommandFailedException.badUsage("no such directory: file=" + file);
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw CommandFailedException.badUsage("export must go to a file: file=" + file);
    }
    if (!Files.isWritable(directory) || (Files.exists(file) && !Files.isWritable(file))) {
      throw CommandFailedException.badUsage("no permission to write: file=" + file);
    }
  }

  static void write(Path file, TrainedModel model) {
    try {
      ParameterFile.write(file, model);
    } catch (IOException e) {
      throw CommandFailedException.failure(
          "parameters cannot be written: file=%s, reason=%s".formatted(file, e.getMessage()), e);
    }
  }
}
