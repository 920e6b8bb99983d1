package dev.carve.sampler.journal;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Names of run directories: the run's name, percent-encoded so that no name leaves the journal's
/// directory.
final class RunDirectory {
  private static final int LONGEST_NAME = 255; // bytes, of most file systems

  private RunDirectory() {}

  static Path of(Path journal, String run) {
    return journal.resolve(directoryName(run));
  }

  static String run(Path directory) {
    return URLDecoder.decode(String.valueOf(directory.getFileName()), StandardCharsets.UTF_8);
  }

  /// Whether a file system takes the name of a run as that of a directory.
  static boolean canName(String run) {
    // Encoding makes no name shorter.
    return !run.isEmpty()
        && run.length() <= LONGEST_NAME
        && directoryName(run).length() <= LONGEST_NAME;
  }

  private static String directoryName(String run) {
    if (run.isEmpty()) {
      throw new JournalUnavailableException("run must have a name");
    }
    String encoded = URLEncoder.encode(run, StandardCharsets.UTF_8).replace("*", "%2A");
    return encoded.startsWith(".") ? "%2E" + encoded.substring(1) : encoded;
  }
}
