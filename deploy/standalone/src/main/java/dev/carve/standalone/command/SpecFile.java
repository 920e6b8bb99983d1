package dev.carve.standalone.command;

import dev.carve.core.network.InvalidModelSpecException;
import dev.carve.core.network.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads a model spec.
final class SpecFile {
  private SpecFile() {}

  static ModelSpec read(Path file) {
    try {
      return ModelSpec.parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw CommandFailedException.badUsage("no such spec file: --spec=" + file, e);
    } catch (InvalidModelSpecException e) {
      throw CommandFailedException.badUsage("%s: %s".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw CommandFailedException.badUsage(
          "spec cannot be read: --spec=%s, reason=%s".formatted(file, e.getMessage()), e);
    }
  }
}
