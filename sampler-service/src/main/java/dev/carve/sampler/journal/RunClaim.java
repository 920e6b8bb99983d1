package dev.carve.sampler.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A run that nobody else appends to or reads while its files are removed or replaced.
final class RunClaim implements AutoCloseable {
  private final Path directory;
  private final AppenderLock lock;
  private final @Nullable AppenderLock noteLock;
  private final RunLease lease;

  private RunClaim(
      Path directory, AppenderLock lock, @Nullable AppenderLock noteLock, RunLease lease) {
    this.directory = directory;
    this.lock = lock;
    this.noteLock = noteLock;
    this.lease = lease;
  }

  /// Claims a run.
  ///
  /// @throws RunInUseException if somebody writes or reads it
  static RunClaim of(Path directory) {
    AppenderLock lock = AppenderLock.acquire(directory);
    AppenderLock noteLock = null;
    try {
      Path notes = NoteTailer.directory(directory);
      if (Files.isDirectory(notes)) {
        noteLock = AppenderLock.acquire(notes);
      }
      RunLease lease =
          RunLease.tryExclude(directory)
              .orElseThrow(() ->
                  new RunInUseException(
                      "a run must have no reader: directory=%s".formatted(directory)));
      return new RunClaim(directory, lock, noteLock, lease);
    } catch (JournalUnavailableException e) {
      lock.close();
      if (noteLock != null) {
        noteLock.close();
      }
      throw e;
    }
  }

  Path directory() {
    return directory;
  }

  @Override
  public void close() {
    lease.close();
    if (noteLock != null) {
      noteLock.close();
    }
    lock.close();
  }
}
