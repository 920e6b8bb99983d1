package dev.carve.sampler.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Keeps a run's journal to one appender, in this process and among processes.
///
/// The operating system lets go of it when the process ends, however it ends.
final class AppenderLock implements AutoCloseable {
  private final FileChannel file;

  private AppenderLock(FileChannel file) {
    this.file = file;
  }

  /// Locks a run's directory.
  ///
  /// @throws RunInUseException if another appender holds it
  /// @throws JournalUnavailableException if the lock file cannot be made
  static AppenderLock acquire(Path directory) {
    Path path = directory.resolve("appender.lock");
    try {
      FileChannel file =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(file) == null) {
        file.close();
        throw new RunInUseException(
            "a journal must have one appender: directory=%s".formatted(directory));
      }
      return new AppenderLock(file);
    } catch (IOException e) {
      throw new JournalUnavailableException("could not lock the journal: file=" + path, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
