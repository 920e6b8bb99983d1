package dev.carve.sampler.http;

import dev.carve.sampler.journal.RunDescription;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is to become of a run's description: `{"name": …, "tags": […], "note": …}`, of which what
/// is left out stays.
///
/// @param name another name
/// @param tags other tags
/// @param note another note
record DescriptionChange(
    Optional<String> name, Optional<List<String>> tags, Optional<String> note) {
  private static final Set<String> MEMBERS = Set.of("name", "tags", "note");

  /// Reads a request's body.
  ///
  /// @throws BadRequestException if it is none
  static DescriptionChange parse(Buffer body) {
    JsonObject document = document(body);
    for (String member : document.fieldNames()) {
      if (!MEMBERS.contains(member)) {
        throw new BadRequestException(
            "the members of a description must be name, tags and note: member=" + member);
      }
    }
    return new DescriptionChange(text(document, "name"), tags(document), text(document, "note"));
  }

  private static JsonObject document(Buffer body) {
    try {
      return new JsonObject(body);
    } catch (DecodeException | ClassCastException e) {
      throw new BadRequestException("a description must be a JSON object: " + e.getMessage());
    }
  }

  private static Optional<String> text(JsonObject document, String member) {
    return Optional.ofNullable(document.getValue(member))
        .map(value -> {
          if (value instanceof String text) {
            return text;
          }
          throw new BadRequestException(
              "%s must be a text: %s=%s".formatted(member, member, value));
        });
  }

  private static Optional<List<String>> tags(JsonObject document) {
    return Optional.ofNullable(document.getValue("tags"))
        .map(value -> {
          if (!(value instanceof JsonArray array)) {
            throw new BadRequestException("tags must be a list of texts: tags=" + value);
          }
          List<String> tags = new ArrayList<>();
          for (Object tag : array) {
            if (!(tag instanceof String text)) {
              throw new BadRequestException("tags must be a list of texts: tag=" + tag);
            }
            tags.add(text);
          }
          return tags;
        });
  }

  /// The description after it.
  ///
  /// @throws BadRequestException if a limit is exceeded
  RunDescription applyTo(RunDescription before) {
    try {
      return new RunDescription(
          name.orElse(before.name()), tags.orElse(before.tags()), note.orElse(before.note()));
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(String.valueOf(e.getMessage()));
    }
  }
}
