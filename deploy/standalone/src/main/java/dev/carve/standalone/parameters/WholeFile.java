package dev.carve.standalone.parameters;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes files that are never seen half-done: beside the file first, then moved over it.
final class WholeFile {
  private WholeFile() {}

  /// What is to be in a file.
  interface Content {
    /// Writes it; the stream stays open.
    void writeTo(OutputStream out) throws IOException;
  }

  /// Writes a file, replacing it if it exists; a symbolic link stays and what it leads to is
  /// replaced.
  static void write(Path file, Content content) throws IOException {
    Path whole = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path part =
        whole.resolveSibling(
            ".%s.%d.part".formatted(whole.getFileName(), ProcessHandle.current().pid()));
    try {
      writeThrough(part, content);
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void writeThrough(Path file, Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }
}
