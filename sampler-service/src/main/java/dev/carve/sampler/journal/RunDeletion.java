package dev.carve.sampler.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Removes a run from the journal.
///
/// It is gone at once, its files a moment later; what a process that ended in the middle left is
/// invisible, and is removed later.
public final class RunDeletion {
  private RunDeletion() {}

  /// Deletes a run.
  ///
  /// @param journal the directory of all journals
  /// @param run the run's name
  /// @throws NoSuchRunException if the journal does not hold it
  /// @throws RunInUseException if somebody writes or reads it
  /// @throws JournalUnavailableException if it cannot be removed
  public static void delete(Path journal, String run) {
    Path directory = RunDirectory.of(journal, run);
    if (!Files.isDirectory(directory)) {
      throw new NoSuchRunException(run);
    }
    UnfinishedRun.sweep(journal);
    try (RunClaim claim = RunClaim.of(directory)) {
      Path doomed = UnfinishedRun.nameForDeletion(journal);
      Files.move(claim.directory(), doomed, StandardCopyOption.ATOMIC_MOVE);
      UnfinishedRun.deleteTree(doomed);
    } catch (IOException e) {
      throw new JournalUnavailableException("could not delete the run: directory=" + directory, e);
    }
  }
}
