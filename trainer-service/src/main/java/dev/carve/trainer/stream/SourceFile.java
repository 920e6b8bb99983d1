package dev.carve.trainer.stream;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.zip.GZIPInputStream;

/// A file, plain or gzip, or a stream such as standard input, with a name for messages and how much
/// of it has been read.
final class SourceFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final String name;
  private final Counted counted;
  private final long sizeBytes;
  private final InputStream content;

  private SourceFile(String name, InputStream stream, long sizeBytes) throws IOException {
    this.name = name;
    this.sizeBytes = sizeBytes;
    this.counted = new Counted(stream);
    this.content = unzipped(new BufferedInputStream(counted, BUFFER_BYTES));
  }

  /// @throws UnreadableSourceException if it is missing, a directory, not permitted, or not the
  ///   gzip that it begins as
  static SourceFile open(Path path) {
    if (Files.isDirectory(path)) {
      throw new UnreadableSourceException("it is a directory, not a file: path=" + path);
    }
    try {
      InputStream stream = Files.newInputStream(path);
      try {
        return new SourceFile(path.toString(), stream, Files.size(path));
      } catch (IOException e) {
        stream.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw new UnreadableSourceException("no such file: path=" + path, e);
    } catch (AccessDeniedException e) {
      throw new UnreadableSourceException("no permission to read: path=" + path, e);
    } catch (IOException e) {
      throw new UnreadableSourceException(
          "file cannot be read: path=%s, reason=%s".formatted(path, e.getMessage()), e);
    }
  }

  static SourceFile of(String name, InputStream stream) {
    try {
      return new SourceFile(name, stream, 0);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  String name() {
    return name;
  }

  InputStream content() {
    return content;
  }

  /// The content as UTF-8 text, without a byte order mark.
  BufferedReader reader() {
    try {
      content.mark(3);
      boolean marked = content.read() == 0xEF && content.read() == 0xBB && content.read() == 0xBF;
      if (!marked) {
        content.reset();
      }
      return new BufferedReader(
          new InputStreamReader(content, StandardCharsets.UTF_8), BUFFER_BYTES);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  OptionalDouble fraction() {
    return sizeBytes == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.min(1, (double) counted.bytes / sizeBytes));
  }

  @Override
  public void close() {
    try {
      content.close();
    } catch (IOException e) {
      throw new UnreadableSourceException(
          "%s cannot be closed: reason=%s".formatted(name, e.getMessage()), e);
    }
  }

  private static UnreadableSourceException unreadable(String name, IOException cause) {
    return new UnreadableSourceException(
        "%s cannot be read: reason=%s".formatted(name, cause.getMessage()), cause);
  }

  private static InputStream unzipped(BufferedInputStream stream) throws IOException {
    stream.mark(2);
    boolean gzip = stream.read() == 0x1f && stream.read() == 0x8b;
    stream.reset();
    return gzip
        ? new BufferedInputStream(new GZIPInputStream(stream, BUFFER_BYTES), BUFFER_BYTES)
        : stream;
  }

  private static final class Counted extends FilterInputStream {
    private long bytes;

    private Counted(InputStream stream) {
      super(stream);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      bytes += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      bytes += Math.max(0, read);
      return read;
    }
  }
}
