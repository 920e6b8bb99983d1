package dev.carve.sampler.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A file system in memory that is full after some megabytes, where this process may mount one.
public final class SmallDisk implements AutoCloseable {
  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /// Mounts one.
  ///
  /// @param directory where, an empty one
  /// @param megabytes its size
  /// @return empty if this process may not mount
  public static Optional<SmallDisk> mount(Path directory, int megabytes) {
    boolean mounted =
        succeeds(
            "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", directory.toString());
    return mounted ? Optional.of(new SmallDisk(directory)) : Optional.empty();
  }

  private static boolean succeeds(String... command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Takes space away.
  ///
  /// @param leftBytes that stay free
  /// @return the file that takes it, to be deleted
  public Path fill(long leftBytes) {
    Path file = directory.resolve("filling");
    try {
      long free = Files.getFileStore(directory).getUsableSpace();
      Files.write(file, new byte[(int) Math.max(0, free - leftBytes)]);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Unmounts it, as soon as what was mapped is let go of.
  @Override
  public void close() {
    if (!succeeds("umount", "--lazy", directory.toString())) {
      throw new IllegalStateException("the disk must be unmounted: directory=" + directory);
    }
  }
}
