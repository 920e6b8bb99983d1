package dev.carve.standalone.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Where Carve keeps everything on this machine (`--data`): who has it open, and what lies where.
///
/// ```
/// broker/    the embedded broker's log and metadata
/// trainer/   state directories of the trainer
/// journal/   the run journal
/// logs/      carve.log and its predecessors
/// carve.lock held by the process that uses the directory
/// ```
///
/// @param root the directory itself
public record DataDirectory(Path root) {
  private static final String LOCK = "carve.lock";

  /// The embedded broker's log and metadata.
  ///
  /// @return the directory, which need not exist yet
  public Path broker() {
    return root.resolve("broker");
  }

  /// State directories of the trainer.
  ///
  /// @return the directory, which need not exist yet
  public Path trainer() {
    return root.resolve("trainer");
  }

  /// The run journal.
  ///
  /// @return the directory, which need not exist yet
  public Path journal() {
    return root.resolve("journal");
  }

  /// The log files.
  ///
  /// @return the directory, which need not exist yet
  public Path logs() {
    return root.resolve("logs");
  }

  /// Who holds the directory, or held it last.
  ///
  /// @return what the holder called itself, empty if nobody ever held it
  public String holder() {
    try {
      return Files.readString(root.resolve(LOCK));
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Makes the directory and takes it for this process until the lock is closed or the process
  /// ends, however it ends.
  ///
  /// @param holder what a second process is told about this one, such as `carve demo, process 4711`
  /// @return the lock
  /// @throws DirectoryInUseException if another process, or this one already, holds it
  /// @throws UncheckedIOException if the directory cannot be made or written
  public Lock lock(String holder) {
    try {
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve(LOCK),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        String other = read(channel);
        channel.close();
        throw new DirectoryInUseException(root, other);
      }
      channel.truncate(0).write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
      return new Lock(channel);
    } catch (FileAlreadyExistsException e) {
      throw new UncheckedIOException(
          new IOException("it is a file, not a directory: path=%s".formatted(e.getFile()), e));
    } catch (AccessDeniedException e) {
      throw new UncheckedIOException(
          new IOException("no permission to write: path=%s".formatted(e.getFile()), e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // This process holds it already.
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(200);
    channel.read(text, 0);
    return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
  }

  /// The data directory, taken.
  public static final class Lock implements AutoCloseable {
    private final FileChannel channel;

    private Lock(FileChannel channel) {
      this.channel = channel;
    }

    /// Gives the directory back.
    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
