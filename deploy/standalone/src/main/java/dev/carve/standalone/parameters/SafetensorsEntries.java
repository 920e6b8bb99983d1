package dev.carve.standalone.parameters;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// One reading of the JSON in a `.safetensors` header, each tensor checked by itself.
final class SafetensorsEntries {
  private static final int MAXIMUM_DIMENSIONS = 8;

  private final JsonParser json;
  private final String metadata;

  SafetensorsEntries(JsonParser json, String metadata) {
    this.json = json;
    this.metadata = metadata;
  }

  /// Reads all of it.
  ///
  /// @return the tensors in the order they are named in
  List<TensorEntry> read() throws IOException {
    List<TensorEntry> entries = new ArrayList<>();
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new UnfitParametersException("the header must be a JSON object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals(metadata)) {
        json.skipChildren();
      } else {
        entries.add(readEntry(name));
      }
    }
    if (json.nextToken() != null) {
      throw new UnfitParametersException("only spaces must follow the object in the header");
    }
    return entries;
  }

  private TensorEntry readEntry(String name) throws IOException {
    String type = "none";
    List<Long> shape = List.of();
    List<Long> offsets = List.of();
    boolean hasShape = false;
    if (json.currentToken() == JsonToken.START_OBJECT) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        if (field.equals("dtype") && json.currentToken() == JsonToken.VALUE_STRING) {
          type = json.getText();
          continue;
        }
        switch (field) {
          case "shape" -> {
            shape = readNumbers(name, field);
            hasShape = true;
          }
          case "data_offsets" -> offsets = readNumbers(name, field);
          default -> json.skipChildren();
        }
      }
    }
    if (!hasShape || offsets.size() != 2) {
      throw new UnfitParametersException(
          "a tensor must have dtype, shape and two data_offsets: tensor=%s".formatted(name));
    }
    return checked(
        new TensorEntry(name, typeOf(name, type), shape, offsets.getFirst(), offsets.getLast()));
  }

  private static ElementType typeOf(String name, String type) throws UnfitParametersException {
    return ElementType.of(type)
        .orElseThrow(() ->
            new UnfitParametersException(
                "elements must be F64, F32, F16 or BF16: tensor=%s, dtype=%s"
                    .formatted(name, type.substring(0, Math.min(type.length(), 20)))));
  }

  private List<Long> readNumbers(String name, String field) throws IOException {
    List<Long> numbers = new ArrayList<>();
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new UnfitParametersException("%s must be an array: tensor=%s".formatted(field, name));
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (numbers.size() == MAXIMUM_DIMENSIONS) {
        throw new UnfitParametersException(
            "%s must have at most %d numbers: tensor=%s"
                .formatted(field, MAXIMUM_DIMENSIONS, name));
      }
      numbers.add(readNumber(name, field));
    }
    return numbers;
  }

  private long readNumber(String name, String field) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
        && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER
        && json.getLongValue() >= 0) {
      return json.getLongValue();
    }
    String text = json.getText();
    throw new UnfitParametersException(
        "%s must hold whole numbers from 0 to 2^63 - 1: tensor=%s, value=%s"
            .formatted(field, name, text.substring(0, Math.min(text.length(), 40))));
  }

  private static TensorEntry checked(TensorEntry entry) throws UnfitParametersException {
    long found = entry.end() - entry.begin();
    long expected;
    try {
      expected = Math.multiplyExact(entry.elements(), entry.type().bytes());
    } catch (ArithmeticException e) {
      throw new UnfitParametersException(
          "a tensor must have fewer than 2^63 bytes: tensor=%s, shape=%s"
              .formatted(entry.name(), entry.shape()),
          e);
    }
    if (found != expected) {
      throw new UnfitParametersException(
          "data_offsets must lie as far apart as the tensor has bytes: tensor=%s, expected=%d, found=%d"
              .formatted(entry.name(), expected, found));
    }
    return entry;
  }
}
