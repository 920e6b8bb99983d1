package dev.carve.trainer.stream;

/// A row of a source that is no example.
///
/// @param source the file's name, or `standard input`
/// @param line the number of the line on which the row begins, from 1
/// @param reason the rule and the value that breaks it
public record BadRow(String source, long line, String reason) {
  @Override
  public String toString() {
    return "%s:%d: %s".formatted(source, line, reason);
  }
}
