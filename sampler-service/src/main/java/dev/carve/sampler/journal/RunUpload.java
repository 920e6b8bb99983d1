package dev.carve.sampler.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A run's file on its way into the journal.
///
/// It lies beside the runs, invisible among them. Closing removes it; what a process left behind
/// that ended in the middle is removed when the next one begins.
public final class RunUpload implements AutoCloseable {
  private final Path journal;
  private final UnfinishedRun unfinished;

  private RunUpload(Path journal, UnfinishedRun unfinished) {
    this.journal = journal;
    this.unfinished = unfinished;
  }

  /// Begins with nothing.
  ///
  /// @param journal the directory of all journals, created if there is none
  /// @return the upload, to be closed
  /// @throws IOException if there is no place for it
  public static RunUpload begin(Path journal) throws IOException {
    Files.createDirectories(journal);
    return new RunUpload(journal, UnfinishedRun.begin(journal));
  }

  /// {@return where its bytes go}
  public Path file() {
    return unfinished.directory().resolve("upload");
  }

  /// Makes a run of its bytes.
  ///
  /// @param as another name for it, or empty
  /// @return what was imported
  /// @throws InvalidRunFileException if they are no exported run, or damaged
  /// @throws RunExistsException if the journal holds a run of this name
  /// @throws IOException if they cannot be read
  public RunImport.Imported finish(Optional<String> as) throws IOException {
    return RunImport.read(journal, file(), as, _ -> {});
  }

  @Override
  public void close() {
    unfinished.close();
  }
}
