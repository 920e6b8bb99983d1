package dev.carve.trainer.stream;

import dev.carve.core.event.Example;
import dev.carve.core.event.Example.Label;
import dev.carve.core.event.Floats;
import dev.carve.trainer.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/// Reads examples from CSV (RFC 4180, UTF-8, plain or gzip): one column holds the label, all others
/// are features.
///
/// A label is taken as the name of a class. The first row decides how many columns there are; rows
/// that do not fit are left to the {@link BadRowPolicy}.
public final class CsvSource implements ExampleSource {
  private final SourceFile file;
  private final CsvLayout layout;
  private final BadRowPolicy badRows;
  private final CSVParser parser;
  private final Iterator<CSVRecord> rows;
  private @Nullable CSVRecord firstRow;
  private int columns = -1;
  private int labelColumn;
  private long brokenLine = -1;
  private long skipped;

  private CsvSource(SourceFile file, CsvLayout layout, BadRowPolicy badRows) {
    this.file = file;
    this.layout = layout;
    this.badRows = badRows;
    try {
      this.parser = parser(file, layout);
      this.rows = parser.iterator();
      this.firstRow = begin();
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /// Opens a file.
  ///
  /// @param path the file
  /// @param layout how to read it
  /// @param badRows what happens to rows that are no examples
  /// @return the source, at its first example
  /// @throws UnreadableSourceException if it cannot be read, is empty, or has no such label column
  public static CsvSource open(Path path, CsvLayout layout, BadRowPolicy badRows) {
    return new CsvSource(SourceFile.open(path), layout, badRows);
  }

  /// Reads a stream such as standard input.
  ///
  /// @param name what messages call it
  /// @param stream the bytes
  /// @param layout how to read them
  /// @param badRows what happens to rows that are no examples
  /// @return the source, at its first example
  /// @throws UnreadableSourceException if it is empty or has no such label column
  public static CsvSource of(
      String name, InputStream stream, CsvLayout layout, BadRowPolicy badRows) {
    return new CsvSource(SourceFile.of(name, stream), layout, badRows);
  }

  /// {@return how many features each example has}
  public int inputs() {
    return columns - 1;
  }

  @Override
  public Optional<Example> next() {
    CSVRecord row = firstRow;
    firstRow = null;
    while (row != null || (row = nextRow()) != null) {
      try {
        return Optional.of(example(row));
      } catch (IllegalArgumentException e) {
        bad(lineOf(row), String.valueOf(e.getMessage()));
        row = null;
      }
    }
    return Optional.empty();
  }

  @Override
  public OptionalDouble fraction() {
    return file.fraction();
  }

  @Override
  public long skipped() {
    return skipped;
  }

  @Override
  public void close() {
    file.close();
  }

  private static CSVParser parser(SourceFile file, CsvLayout layout) {
    try {
      return CSVFormat.RFC4180
          .builder()
          .setDelimiter(layout.delimiter())
          .setIgnoreEmptyLines(true)
          .setIgnoreSurroundingSpaces(true)
          .get()
          .parse(file.reader());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /// Settles columns and label from the first row, and returns it if it is an example.
  private @Nullable CSVRecord begin() {
    CSVRecord row = nextRow();
    if (row == null) {
      throw new UnreadableSourceException("CSV must hold rows: %s is empty".formatted(file.name()));
    }
    List<String> fields = row.stream().map(String::strip).toList();
    boolean header =
        switch (layout.header()) {
          case PRESENT -> true;
          case ABSENT -> false;
          case DETECTED -> fields.stream().noneMatch(CsvSource::isNumber);
        };
    columns = fields.size();
    if (columns < 2) {
      throw new UnreadableSourceException(
          "CSV must have a label and at least one feature in each row: %s:%d has %d column%s with delimiter '%s'"
              .formatted(
                  file.name(), lineOf(row), columns, columns == 1 ? "" : "s", layout.delimiter()));
    }
    labelColumn = labelColumn(fields, header);
    return header ? null : row;
  }

  private int labelColumn(List<String> fields, boolean header) {
    String label = layout.label();
    if (label.isEmpty()) {
      return columns - 1;
    }
    if (header && fields.contains(label)) {
      return fields.indexOf(label);
    }
    if (label.matches("\\d{1,9}")) {
      int number = Integer.parseInt(label);
      if (number >= 1 && number <= columns) {
        return number - 1;
      }
      throw new UnreadableSourceException(
          "label column must be in 1..%d: label=%s, file=%s"
              .formatted(columns, label, file.name()));
    }
    throw new UnreadableSourceException(
        header
            ? "label must be one of the columns %s: label=%s, file=%s"
                .formatted(String.join(", ", fields), label, file.name())
            : "label must be a column's number, since the file has no header: label=%s, file=%s"
                .formatted(label, file.name()));
  }

  private @Nullable CSVRecord nextRow() {
    while (true) {
      try {
        CSVRecord row = rows.hasNext() ? rows.next() : null;
        if (row == null || lineOf(row) != brokenLine) {
          return row;
        }
      } catch (UncheckedIOException e) {
        IOException cause = e.getCause();
        if (!(cause instanceof CSVException)) {
          throw unreadable(file, e);
        }
        // A stray quote. The parser goes on behind it, but what is left of the line is no row.
        brokenLine = parser.getCurrentLineNumber();
        bad(brokenLine, "a quote must begin or end a field: " + cause.getMessage());
      }
    }
  }

  private void bad(long line, String reason) {
    skipped++;
    badRows.apply(new BadRow(file.name(), line, reason));
  }

  private Example example(CSVRecord row) {
    if (row.size() != columns) {
      throw new IllegalArgumentException(
          "row must have %d columns: columns=%d".formatted(columns, row.size()));
    }
    float[] features = new float[columns - 1];
    for (int column = 0, feature = 0; column < columns; column++) {
      if (column != labelColumn) {
        features[feature++] = number(column, row.get(column).strip());
      }
    }
    String label = row.get(labelColumn).strip();
    if (label.isEmpty()) {
      throw new IllegalArgumentException(
          "label must not be empty: column=%d".formatted(labelColumn + 1));
    }
    return Example.labelled(Floats.of(features), new Label.Name(label));
  }

  private static float number(int column, String field) {
    if (isNumber(field)) {
      float value = Float.parseFloat(field);
      if (Float.isFinite(value)) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "feature must be a finite number: column=%d, value=\"%s\""
            .formatted(column + 1, Excerpt.of(field)));
  }

  /// Whether a field is a number as people write them: Java's `1f` and `NaN` are not.
  private static boolean isNumber(String field) {
    if (field.isEmpty() || Character.isLetter(field.charAt(field.length() - 1))) {
      return false;
    }
    try {
      Float.parseFloat(field);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private long lineOf(CSVRecord row) {
    long breaks =
        Arrays.stream(row.values()).flatMapToInt(String::chars).filter(c -> c == '\n').count();
    return parser.getCurrentLineNumber() - breaks;
  }

  private static UnreadableSourceException unreadable(SourceFile file, Throwable cause) {
    return new UnreadableSourceException(
        "CSV cannot be read on: file=%s, reason=%s".formatted(file.name(), cause.getMessage()),
        cause);
  }
}
