package dev.carve.trainer.stream;

/// How a CSV file is to be read.
///
/// @param header whether the first row names the columns
/// @param label the label's column, by name or by number from 1; empty for the last one
/// @param delimiter what separates fields
public record CsvLayout(Header header, String label, char delimiter) {
  /// Whether the first row names the columns.
  public enum Header {
    /// It does when none of its fields is a number.
    DETECTED,
    /// It does.
    PRESENT,
    /// It is an example.
    ABSENT
  }

  /// Checks the delimiter.
  public CsvLayout {
    if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
      throw new IllegalArgumentException(
          "delimiter must be neither a quote nor a line break: delimiter=U+%04X"
              .formatted((int) delimiter));
    }
  }

  /// {@return commas, a header if there seems to be one, the label in the last column}
  public static CsvLayout usual() {
    return new CsvLayout(Header.DETECTED, "", ',');
  }

  /// The same with the label in another column.
  ///
  /// @param column its name, or its number from 1
  /// @return the changed layout
  public CsvLayout withLabel(String column) {
    return new CsvLayout(header, column, delimiter);
  }
}
