package dev.carve.sampler.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A run's description beside its queue, `{"name": …, "tags": […], "note": …}`.
///
/// It is replaced as one. A missing file is as good as an empty description, a damaged one too,
/// with a warning.
final class RunDescriptionFile {
  static final String FILE = "description.json";
  private static final JsonMapper JSON = new JsonMapper();
  private static final Logger log = LoggerFactory.getLogger(RunDescriptionFile.class);

  private RunDescriptionFile() {}

  static RunDescription read(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      return parse(JSON.readTree(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return RunDescription.none();
    } catch (IOException | IllegalArgumentException e) {
      log.warn("The description of a run cannot be read: file={}", file, e);
      return RunDescription.none();
    }
  }

  private static RunDescription parse(JsonNode document) {
    List<String> tags = new ArrayList<>();
    document.path("tags").forEach(tag -> tags.add(tag.asText()));
    return new RunDescription(document.path("name").asText(), tags, document.path("note").asText());
  }

  /// Writes the file.
  ///
  /// @throws IOException if it cannot be written
  static void write(Path directory, RunDescription description) throws IOException {
    Path next = directory.resolve(FILE + ".next");
    Files.write(next, bytes(description));
    Files.move(
        next,
        directory.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] bytes(RunDescription description) throws JsonProcessingException {
    ObjectNode document = JSON.createObjectNode().put("name", description.name());
    ArrayNode tags = document.putArray("tags");
    description.tags().forEach(tags::add);
    return JSON.writeValueAsBytes(document.put("note", description.note()));
  }

  /// Takes a description along to another directory, if there is one.
  static void copy(Path from, Path to) throws IOException {
    if (Files.exists(from.resolve(FILE))) {
      Files.copy(from.resolve(FILE), to.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
