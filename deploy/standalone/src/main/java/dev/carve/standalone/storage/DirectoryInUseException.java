package dev.carve.standalone.storage;

import java.io.Serial;
import java.nio.file.Path;

/// The data directory belongs to another process.
public final class DirectoryInUseException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /// Names the directory and who holds it.
  ///
  /// @param directory the data directory
  /// @param holder what its holder wrote into the lock file, may be empty
  public DirectoryInUseException(Path directory, String holder) {
    super(
        "data directory is in use%s: directory=%s"
            .formatted(holder.isEmpty() ? "" : " by " + holder, directory));
  }
}
