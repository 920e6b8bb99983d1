package dev.carve.trainer.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.carve.core.event.Example;
import dev.carve.core.event.Example.Label;
import dev.carve.core.event.Floats;
import dev.carve.core.event.MalformedEventException;
import dev.carve.trainer.Excerpt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The JSON form of an {@link Example}, for producers that do not speak Protobuf.
///
/// ```json
/// {"features": [0.1, 0.2], "label": "orange", "id": "a-17", "time": "2026-01-01T12:00:00Z", "model": "spirals"}
/// ```
///
/// Only `features` is required. The label is a class name or an index from 0; without it, or with
/// null, the example is a question. A field of another name is an error, since it is more often
/// misspelt than superfluous.
public final class JsonExample {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private JsonExample() {}

  /// The example in a record value.
  ///
  /// @param bytes UTF-8 text of one JSON object
  /// @return the example
  /// @throws MalformedEventException if it is no example; the message names the value that is wrong
  public static Example decode(byte[] bytes) {
    try (JsonParser parser = JSON.createParser(bytes)) {
      return decode(parser);
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /// The example in a line of text.
  ///
  /// @param text one JSON object
  /// @return the example
  /// @throws MalformedEventException if it is no example; the message names the value that is wrong
  public static Example decode(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      return decode(parser);
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /// The bytes of an example.
  ///
  /// @param example what to encode; not the mark that ends an input, which has no JSON form
  /// @return UTF-8 text of one JSON object
  public static byte[] encode(Example example) {
    if (example.endOfInput()) {
      throw new IllegalArgumentException("the end of input has no JSON form");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("features");
      for (float feature : example.features().array()) {
        json.writeNumber(feature);
      }
      json.writeEndArray();
      switch (example.label()) {
        case Label.Name(String name) -> json.writeStringField("label", name);
        case Label.Index(int index) -> json.writeNumberField("label", index);
        case null -> {}
      }
      writeText(json, "id", example.id());
      Instant time = example.time();
      writeText(json, "time", time == null ? "" : time.toString());
      writeText(json, "model", example.model());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void writeText(JsonGenerator json, String field, String text) throws IOException {
    if (!text.isEmpty()) {
      json.writeStringField(field, text);
    }
  }

  private static Example decode(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new MalformedEventException("example must be a JSON object: value=" + valueOf(parser));
    }
    Fields fields = new Fields();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      fields.read(field, parser);
    }
    if (parser.nextToken() != null) {
      throw new MalformedEventException("nothing may follow the example: value=" + valueOf(parser));
    }
    return fields.example();
  }

  private static MalformedEventException malformed(IOException cause) {
    String reason =
        cause instanceof JsonProcessingException e ? e.getOriginalMessage() : cause.getMessage();
    return new MalformedEventException(
        "example must be valid JSON: "
            + Excerpt.of(String.valueOf(reason).lines().findFirst().orElse("")),
        cause);
  }

  /// The token's text, in quotes when it is a string.
  private static String valueOf(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return "nothing";
    }
    String text = Excerpt.of(String.valueOf(parser.getText()));
    return token == JsonToken.VALUE_STRING ? "\"" + text + "\"" : text;
  }

  /// What has been read of one object.
  private static final class Fields {
    private float @Nullable [] features;
    private @Nullable Label label;
    private String id = "";
    private String model = "";
    private @Nullable Instant time;

    private void read(String field, JsonParser parser) throws IOException {
      switch (field) {
        case "features" -> features = features(parser);
        case "label" -> label = label(parser);
        case "id" -> id = id(parser);
        case "model" -> model = text("model", parser);
        case "time" -> time = time(parser);
        default ->
            throw new MalformedEventException(
                "field must be one of features, label, id, time, model: field=\"%s\""
                    .formatted(Excerpt.of(field)));
      }
    }

    private Example example() {
      if (features == null) {
        throw new MalformedEventException("example must have features: features is missing");
      }
      return new Example(model, Floats.of(features), label, id, time, false);
    }

    private static float[] features(JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        throw new MalformedEventException(
            "features must be an array of numbers: features=" + valueOf(parser));
      }
      float[] values = new float[16];
      int size = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (size == values.length) {
          values = Arrays.copyOf(values, 2 * size);
        }
        values[size] = feature(size, parser);
        size++;
      }
      if (size == 0) {
        throw new MalformedEventException("features must hold at least one number: features=[]");
      }
      return Arrays.copyOf(values, size);
    }

    private static float feature(int index, JsonParser parser) throws IOException {
      if (parser.currentToken().isNumeric()) {
        float value = (float) parser.getDoubleValue();
        if (Float.isFinite(value)) {
          return value;
        }
      }
      throw new MalformedEventException(
          "features must be finite numbers: features[%d]=%s".formatted(index, valueOf(parser)));
    }

    private static @Nullable Label label(JsonParser parser) throws IOException {
      return switch (parser.currentToken()) {
        case VALUE_NULL -> null;
        case VALUE_STRING -> new Label.Name(nonEmpty("label", parser));
        case VALUE_NUMBER_INT -> new Label.Index(index(parser));
        default ->
            throw new MalformedEventException(
                "label must be a class name or index: label=" + valueOf(parser));
      };
    }

    private static int index(JsonParser parser) throws IOException {
      long value = parser.getNumberType() == JsonParser.NumberType.INT ? parser.getIntValue() : -1;
      if (value < 0) {
        throw new MalformedEventException(
            "label must be a class name or an index from 0: label=" + valueOf(parser));
      }
      return (int) value;
    }

    private static String id(JsonParser parser) throws IOException {
      return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
          ? parser.getText()
          : text("id", parser);
    }

    private static @Nullable Instant time(JsonParser parser) throws IOException {
      String text = text("time", parser);
      if (text.isEmpty()) {
        return null;
      }
      try {
        Instant instant = OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        if (text.startsWith("+") || text.startsWith("-")) {
          throw new DateTimeParseException("year must have four digits", text, 0);
        }
        return instant;
      } catch (DateTimeParseException e) {
        throw new MalformedEventException(
            "time must be RFC 3339, such as 2026-01-31T12:00:00Z: time=" + valueOf(parser), e);
      }
    }

    private static String text(String field, JsonParser parser) throws IOException {
      return switch (parser.currentToken()) {
        case VALUE_NULL -> "";
        case VALUE_STRING -> parser.getText();
        default ->
            throw new MalformedEventException(
                "%s must be a string: %s=%s".formatted(field, field, valueOf(parser)));
      };
    }

    private static String nonEmpty(String field, JsonParser parser) throws IOException {
      String text = parser.getText();
      if (text.isEmpty()) {
        throw new MalformedEventException("%s must not be empty: %s=\"\"".formatted(field, field));
      }
      return text;
    }
  }
}
