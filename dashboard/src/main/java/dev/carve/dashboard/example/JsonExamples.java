package dev.carve.dashboard.example;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.carve.core.event.Example;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads examples from JSON: one object after the other, as in JSON lines, or one array of them.
///
/// Each has `features` and `label`, and may have `id` and `time`. Owned by one thread.
public final class JsonExamples {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final ExampleShape shape;
  private final JsonParser json;

  private JsonExamples(ExampleShape shape, JsonParser json) {
    this.shape = shape;
    this.json = json;
  }

  /// Reads all examples.
  ///
  /// @param text UTF-8
  /// @param shape what they must be like
  /// @return the examples in their order
  /// @throws UnfitExampleException at the first line that does not hold one
  public static List<Example> read(byte[] text, ExampleShape shape) {
    try (JsonParser json = JSON.createParser(text)) {
      return new JsonExamples(shape, json).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Example> read() throws IOException {
    try {
      JsonToken token = json.nextToken();
      boolean array = token == JsonToken.START_ARRAY;
      if (array) {
        token = json.nextToken();
      }
      List<Example> examples = new ArrayList<>();
      while (token != null && token != JsonToken.END_ARRAY) {
        examples.add(example());
        token = json.nextToken();
      }
      if (array && token == JsonToken.END_ARRAY && json.nextToken() != null) {
        throw new UnfitExampleException(line(), "nothing may follow the array of examples");
      }
      return examples;
    } catch (JsonProcessingException e) {
      throw new UnfitExampleException(
          e.getLocation() == null ? line() : e.getLocation().getLineNr(),
          "examples must be valid JSON: "
              + e.getOriginalMessage().lines().findFirst().map(Excerpt::of).orElse(""));
    }
  }

  private Example example() throws IOException {
    long line = line();
    try {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("an example must be a JSON object: value=" + value());
      }
      Fields fields = new Fields();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        fields.read(field);
      }
      return fields.example();
    } catch (IllegalArgumentException e) {
      throw new UnfitExampleException(line, String.valueOf(e.getMessage()));
    }
  }

  private long line() {
    return json.currentTokenLocation().getLineNr();
  }

  private String value() throws IOException {
    return Excerpt.of(String.valueOf(json.getText()));
  }

  /// What has been read of one object.
  private final class Fields {
    private float @Nullable [] features;
    private @Nullable String label;
    private String id = "";
    private @Nullable Instant time;

    private void read(String field) throws IOException {
      switch (field) {
        case "features" -> features = features();
        case "label" -> label = label();
        case "id" -> id = text("id");
        case "time" -> time = time();
        default ->
            throw new IllegalArgumentException(
                "fields must be among features, label, id, time: field=" + Excerpt.of(field));
      }
    }

    private Example example() {
      if (features == null) {
        throw new IllegalArgumentException("an example must have features: features is missing");
      }
      if (label == null) {
        throw new IllegalArgumentException("an example must have a label: label is missing");
      }
      return shape.example(features, label, id, time);
    }

    private float[] features() throws IOException {
      if (json.currentToken() != JsonToken.START_ARRAY) {
        throw new IllegalArgumentException(
            "features must be an array of numbers: features=" + value());
      }
      float[] values = new float[shape.inputs().size()];
      int size = 0;
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (size == values.length) {
          values = Arrays.copyOf(values, 2 * size);
        }
        values[size] = feature(size);
        size++;
      }
      return Arrays.copyOf(values, size);
    }

    private float feature(int index) throws IOException {
      if (json.currentToken().isNumeric()) {
        float value = (float) json.getDoubleValue();
        if (Float.isFinite(value)) {
          return value;
        }
      }
      throw new IllegalArgumentException(
          "features must be finite numbers: features[%d]=%s".formatted(index, value()));
    }

    private @Nullable String label() throws IOException {
      return switch (json.currentToken()) {
        case VALUE_NULL -> null;
        case VALUE_STRING, VALUE_NUMBER_INT -> json.getText();
        default ->
            throw new IllegalArgumentException(
                "label must be a class name or index: label=" + value());
      };
    }

    private String text(String field) throws IOException {
      return switch (json.currentToken()) {
        case VALUE_NULL -> "";
        case VALUE_STRING -> json.getText();
        default ->
            throw new IllegalArgumentException(
                "%s must be a string: %s=%s".formatted(field, field, value()));
      };
    }

    private @Nullable Instant time() throws IOException {
      String text = text("time");
      try {
        return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(
            "time must be RFC 3339, such as 2026-01-31T12:00:00Z: time=" + Excerpt.of(text), e);
      }
    }
  }
}
