package dev.carve.standalone.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Remembers in a file how far a stream has been fed, so that the next start goes on there.
///
/// Owned by the thread that feeds. A process that is killed feeds again what it sent after the last
/// time it remembered.
final class StreamPosition {
  private static final Logger log = LoggerFactory.getLogger(StreamPosition.class);

  private final Path file;

  StreamPosition(Path file) {
    this.file = file;
  }

  /// The remembered position, 0 if there is none.
  long read() {
    try {
      return Long.parseUnsignedLong(Files.readString(file).strip());
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException | NumberFormatException e) {
      log.warn("The stream begins again, its position cannot be read: file={}", file, e);
      return 0;
    }
  }

  /// Remembers a position; the file holds the old or the new one, whatever happens.
  void write(long position) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, Long.toString(position));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
