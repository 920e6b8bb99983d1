package dev.carve.sampler.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The right to read a run's files, shared by all readers, or to remove and replace them, which
/// excludes all readers, in this process and in others.
///
/// Among processes it is a lock of file `readers.lock`, which the operating system lets go of when
/// a process ends, however it ends. A file system that nobody can write to is read without. May be
/// used by any number of threads.
final class RunLease implements AutoCloseable {
  private static final String FILE = "readers.lock";

  /// Holds leases that it can do without for a while.
  interface Holder {
    /// Lets go of what it reads of a run, if it does not use it at this moment.
    void giveWay(Path directory);
  }

  /// What this process holds of one run.
  private static final class Held {
    private int readers;
    private boolean exclusive;
    private @Nullable FileChannel file;
  }

  private static final Map<Path, Held> HELD = new HashMap<>();
  private static final List<Holder> HOLDERS = new CopyOnWriteArrayList<>();

  private final Path directory;
  private boolean closed;

  private RunLease(Path directory) {
    this.directory = directory;
  }

  static void register(Holder holder) {
    HOLDERS.add(holder);
  }

  static void unregister(Holder holder) {
    HOLDERS.remove(holder);
  }

  /// The right to read, as soon as nobody replaces files.
  ///
  /// @throws JournalUnavailableException if the thread is interrupted meanwhile
  static RunLease share(Path runDirectory) {
    Path directory = runDirectory.toAbsolutePath().normalize();
    synchronized (HELD) {
      Held held = HELD.computeIfAbsent(directory, _ -> new Held());
      while (held.exclusive) {
        waitForChange(directory);
        held = HELD.computeIfAbsent(directory, _ -> new Held());
      }
      if (held.readers == 0) {
        held.file = lockShared(directory);
      }
      held.readers++;
      return new RunLease(directory);
    }
  }

  private static void waitForChange(Path directory) {
    try {
      HELD.wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JournalUnavailableException(
          "interrupted while waiting for the journal: directory=" + directory, e);
    }
  }

  /// The right to replace files.
  ///
  /// @return empty if somebody reads
  /// @throws JournalUnavailableException if the lock file cannot be made
  static Optional<RunLease> tryExclude(Path runDirectory) {
    Path directory = runDirectory.toAbsolutePath().normalize();
    HOLDERS.forEach(holder -> holder.giveWay(directory));
    synchronized (HELD) {
      if (HELD.containsKey(directory)) {
        return Optional.empty();
      }
      try {
        FileChannel file = open(directory);
        if (file.tryLock() == null) {
          file.close();
          return Optional.empty();
        }
        Held held = new Held();
        held.exclusive = true;
        held.file = file;
        HELD.put(directory, held);
        return Optional.of(new RunLease(directory));
      } catch (IOException e) {
        throw new JournalUnavailableException(
            "could not lock the journal: directory=" + directory, e);
      }
    }
  }

  private static @Nullable FileChannel lockShared(Path directory) {
    try {
      FileChannel file = open(directory);
      FileLock lock = file.lock(0, Long.MAX_VALUE, true);
      return lock.isValid() ? file : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static FileChannel open(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    return Files.isWritable(directory)
        ? FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)
        : FileChannel.open(file, StandardOpenOption.READ);
  }

  /// Lets go. Closing again does nothing.
  @Override
  public void close() {
    synchronized (HELD) {
      Held held = HELD.get(directory);
      if (closed || held == null) {
        return;
      }
      closed = true;
      held.readers = Math.max(0, held.readers - 1);
      if (held.readers == 0) {
        HELD.remove(directory);
        release(held);
        HELD.notifyAll();
      }
    }
  }

  private static void release(Held held) {
    FileChannel file = held.file;
    if (file == null) {
      return;
    }
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The runs that this process holds a lease of; for tests that look for what was left open.
  static List<Path> held() {
    synchronized (HELD) {
      return new ArrayList<>(HELD.keySet());
    }
  }
}
