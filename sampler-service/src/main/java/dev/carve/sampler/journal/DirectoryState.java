package dev.carve.sampler.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// What a run's directory looks like from outside: by it a run that nobody writes any more is known
/// without opening its queue.
///
/// @param files how many there are
/// @param bytes their apparent size
/// @param modified when the youngest was last written to
record DirectoryState(int files, long bytes, Instant modified) {
  /* Writes through a memory mapping show in a file's time only when the system writes the page back, half a minute later
   * at most. */
  private static final Duration SETTLED = Duration.ofMinutes(2);

  /// The state of a directory.
  ///
  /// @throws JournalUnavailableException if it cannot be read
  static DirectoryState of(Path directory) {
    try (Stream<Path> listed = Files.list(directory)) {
      List<Path> paths = listed.toList();
      long bytes = 0;
      Instant modified = Instant.MIN;
      for (Path path : paths) {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class);
        bytes += attributes.size();
        Instant time = attributes.lastModifiedTime().toInstant();
        modified = time.isAfter(modified) ? time : modified;
      }
      return new DirectoryState(paths.size(), bytes, modified);
    } catch (IOException e) {
      throw new JournalUnavailableException(
          "could not list the journal: directory=" + directory, e);
    }
  }

  /// Whether nothing has been written for so long that everything written shows.
  boolean isSettled(Instant now) {
    return modified.plus(SETTLED).isBefore(now);
  }
}
