package dev.carve.standalone.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carve.dashboard.stream.StreamRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Remembers in a file which streams viewers have started, so that the next start goes on with
/// them.
final class StartedStreams {
  private static final Logger log = LoggerFactory.getLogger(StartedStreams.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  StartedStreams(Path file) {
    this.file = file;
  }

  /// What each model is to be fed, by the model's name.
  Map<String, StreamRequest> read() {
    try {
      return JSON.readValue(file.toFile(), new TypeReference<TreeMap<String, StreamRequest>>() {});
    } catch (NoSuchFileException | java.io.FileNotFoundException e) {
      return Map.of();
    } catch (IOException e) {
      log.warn("Streams that were started are not taken up again: file={}", file, e);
      return Map.of();
    }
  }

  /// Remembers them; the file holds the old or the new ones, whatever happens.
  void write(Map<String, StreamRequest> streams) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path next = file.resolveSibling(file.getFileName() + ".next");
      JSON.writerWithDefaultPrettyPrinter().writeValue(next.toFile(), new TreeMap<>(streams));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
