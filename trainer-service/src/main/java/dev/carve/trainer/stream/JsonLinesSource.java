package dev.carve.trainer.stream;

import dev.carve.core.event.Example;
import dev.carve.core.event.MalformedEventException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Reads examples from JSON lines (UTF-8, plain or gzip): one {@link JsonExample} a line, empty
/// lines mean nothing.
public final class JsonLinesSource implements ExampleSource {
  private final SourceFile file;
  private final BadRowPolicy badRows;
  private final BufferedReader lines;
  private long line;
  private long skipped;

  private JsonLinesSource(SourceFile file, BadRowPolicy badRows) {
    this.file = file;
    this.badRows = badRows;
    this.lines = file.reader();
  }

  /// Opens a file.
  ///
  /// @param path the file
  /// @param badRows what happens to lines that are no examples
  /// @return the source, at its first example
  /// @throws UnreadableSourceException if it cannot be read
  public static JsonLinesSource open(Path path, BadRowPolicy badRows) {
    return new JsonLinesSource(SourceFile.open(path), badRows);
  }

  /// Reads a stream such as standard input.
  ///
  /// @param name what messages call it
  /// @param stream the bytes
  /// @param badRows what happens to lines that are no examples
  /// @return the source, at its first example
  public static JsonLinesSource of(String name, InputStream stream, BadRowPolicy badRows) {
    return new JsonLinesSource(SourceFile.of(name, stream), badRows);
  }

  @Override
  public Optional<Example> next() {
    for (String text = nextLine(); text != null; text = nextLine()) {
      line++;
      if (!text.isBlank()) {
        try {
          return Optional.of(JsonExample.decode(text));
        } catch (MalformedEventException e) {
          skipped++;
          badRows.apply(new BadRow(file.name(), line, String.valueOf(e.getMessage())));
        }
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

  private @Nullable String nextLine() {
    try {
      return lines.readLine();
    } catch (IOException e) {
      throw new UnreadableSourceException(
          "JSON lines cannot be read on: file=%s, line=%d, reason=%s"
              .formatted(file.name(), line + 1, e.getMessage()),
          e);
    }
  }
}
