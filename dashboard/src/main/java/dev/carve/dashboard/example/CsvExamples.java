package dev.carve.dashboard.example;

import dev.carve.core.event.Example;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Reads examples from CSV (RFC 4180, UTF-8) with a header line: one column holds the label, all
/// others are features.
///
/// Where the header names all inputs of the model, they go by name, else in their order. Owned by
/// one thread.
public final class CsvExamples {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setIgnoreSurroundingSpaces(true).get();

  private final ExampleShape shape;
  private final CSVParser parser;
  private final Iterator<CSVRecord> rows;

  private CsvExamples(ExampleShape shape, CSVParser parser) {
    this.shape = shape;
    this.parser = parser;
    this.rows = parser.iterator();
  }

  /// Reads all examples.
  ///
  /// @param text UTF-8
  /// @param label name of the column that holds the label
  /// @param shape what they must be like
  /// @return the examples in their order
  /// @throws UnfitExampleException at the first line that does not hold one, or if the header has
  ///   no such columns
  public static List<Example> read(byte[] text, String label, ExampleShape shape) {
    String decoded = new String(text, StandardCharsets.UTF_8);
    String withoutMark = decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
    try (CSVParser parser = FORMAT.parse(new StringReader(withoutMark))) {
      return new CsvExamples(shape, parser).read(label);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Example> read(String label) {
    List<Example> examples = new ArrayList<>();
    if (!hasNext()) {
      return examples;
    }
    Columns columns = columns(rows.next(), label);
    while (hasNext()) {
      examples.add(example(rows.next(), columns));
    }
    return examples;
  }

  private boolean hasNext() {
    try {
      return rows.hasNext();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CSVException) {
        throw new UnfitExampleException(
            parser.getCurrentLineNumber(), "a quote must begin or end a field");
      }
      throw e;
    }
  }

  /// Where things are in a row.
  ///
  /// @param size how many columns there are
  /// @param label the column of the label
  /// @param features the columns of the inputs, in their order
  private record Columns(int size, int label, List<Integer> features) {}

  private Columns columns(CSVRecord header, String label) {
    List<String> names = header.stream().map(String::strip).toList();
    long line = lineOf(header);
    int labelColumn = names.indexOf(label);
    if (labelColumn < 0) {
      throw new UnfitExampleException(
          line,
          "label must be one of the header's columns: label=%s, columns=%s"
              .formatted(Excerpt.of(label), Excerpt.of(names.toString())));
    }
    List<String> inputs = shape.inputs();
    if (names.size() - 1 != inputs.size()) {
      throw new UnfitExampleException(
          line,
          "columns beside the label must be as many as the model's inputs: inputs=%d, columns=%d"
              .formatted(inputs.size(), names.size() - 1));
    }
    List<Integer> features = new ArrayList<>();
    boolean byName = names.containsAll(inputs) && !inputs.contains(label);
    for (int column = 0; column < names.size(); column++) {
      if (column != labelColumn) {
        features.add(byName ? names.indexOf(inputs.get(features.size())) : column);
      }
    }
    return new Columns(names.size(), labelColumn, List.copyOf(features));
  }

  private Example example(CSVRecord row, Columns columns) {
    try {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row must have as many columns as the header: header=%d, row=%d"
                .formatted(columns.size(), row.size()));
      }
      float[] features = new float[columns.features().size()];
      for (int i = 0; i < features.length; i++) {
        features[i] = number(columns.features().get(i), row);
      }
      return shape.example(features, row.get(columns.label()).strip(), "", null);
    } catch (IllegalArgumentException e) {
      throw new UnfitExampleException(lineOf(row), String.valueOf(e.getMessage()));
    }
  }

  private static float number(int column, CSVRecord row) {
    String field = row.get(column).strip();
    if (!field.isEmpty() && !Character.isLetter(field.charAt(field.length() - 1))) {
      try {
        float value = Float.parseFloat(field);
        if (Float.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException _) {
        // said below
      }
    }
    throw new IllegalArgumentException(
        "features must be finite numbers: column=%d, value=%s"
            .formatted(column + 1, Excerpt.of(field)));
  }

  private long lineOf(CSVRecord row) {
    long breaks =
        Arrays.stream(row.values()).flatMapToInt(String::chars).filter(c -> c == '\n').count();
    return parser.getCurrentLineNumber() - breaks;
  }
}
