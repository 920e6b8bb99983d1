package dev.carve.sampler.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A directory in which a run is put together, beside the runs and invisible among them, until it
/// is renamed to one; or what is left of a run that is being deleted.
///
/// Its name begins with a dot, as no run's does. What a process left behind that ended in the
/// middle is removed when the next one begins.
final class UnfinishedRun implements AutoCloseable {
  private static final String PREFIX = ".unfinished-";
  private static final Logger log = LoggerFactory.getLogger(UnfinishedRun.class);

  private final Path directory;
  private final AppenderLock lock;

  private UnfinishedRun(Path directory, AppenderLock lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /// Begins a run.
  ///
  /// @param journal the directory of all journals
  static UnfinishedRun begin(Path journal) throws IOException {
    sweep(journal);
    Path directory = journal.resolve(PREFIX + UUID.randomUUID());
    Files.createDirectory(directory);
    return new UnfinishedRun(directory, AppenderLock.acquire(directory));
  }

  /// A name for a run's directory under which it is deleted.
  static Path nameForDeletion(Path journal) {
    return journal.resolve(PREFIX + UUID.randomUUID());
  }

  Path directory() {
    return directory;
  }

  /// Makes it a run.
  ///
  /// @throws RunExistsException if there is one by now
  void finish(Path target, String run) throws IOException {
    if (Files.exists(target)) {
      throw new RunExistsException(run);
    }
    Files.move(directory, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Removes what is not finished; nothing if it became a run.
  @Override
  public void close() {
    lock.close();
    try {
      deleteTree(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Removes what processes left behind that are no more.
  static void sweep(Path journal) {
    try (Stream<Path> listed = Files.list(journal)) {
      List<Path> left =
          listed.filter(path -> path.getFileName().toString().startsWith(PREFIX)).toList();
      for (Path directory : left) {
        if (isAbandoned(directory)) {
          deleteTree(directory);
        }
      }
    } catch (IOException e) {
      log.warn("What was left unfinished could not be removed: directory={}", journal, e);
    }
  }

  private static boolean isAbandoned(Path directory) {
    try {
      AppenderLock.acquire(directory).close();
      return true;
    } catch (JournalUnavailableException e) {
      return false;
    }
  }

  /// Deletes a directory with everything in it, if it is there.
  static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> tree = Files.walk(directory)) {
      paths = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
