package dev.carve.sampler.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A journal that is made beside another, whose runs then go into it one by one.
///
/// Closing removes what was not moved. Owned by one thread.
public final class RunReplacement implements AutoCloseable {
  private final Path journal;
  private final UnfinishedRun unfinished;

  private RunReplacement(Path journal, UnfinishedRun unfinished) {
    this.journal = journal;
    this.unfinished = unfinished;
  }

  /// Begins an empty journal beside another.
  ///
  /// @param journal the directory of all journals, created if there is none
  /// @return the empty one
  /// @throws IOException if it cannot be created
  public static RunReplacement begin(Path journal) throws IOException {
    Files.createDirectories(journal);
    return new RunReplacement(journal, UnfinishedRun.begin(journal));
  }

  /// {@return the directory of the journal that is being made}
  public Path journal() {
    return unfinished.directory();
  }

  /// Puts a run that was made here in the place of the one of the same name, if there is one.
  ///
  /// @param run its name
  /// @throws NoSuchRunException if it was not made here
  /// @throws JournalUnavailableException if somebody writes or reads the other one
  public void move(String run) {
    Path made = RunDirectory.of(unfinished.directory(), run);
    Path target = RunDirectory.of(journal, run);
    if (!RunReader.exists(made)) {
      throw new NoSuchRunException(run);
    }
    try {
      if (!Files.isDirectory(target)) {
        Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
        return;
      }
      try (RunClaim claim = RunClaim.of(target)) {
        RunDescriptionFile.copy(claim.directory(), made);
        Path before = unfinished.directory().resolve(".replaced");
        Files.move(claim.directory(), before, StandardCopyOption.ATOMIC_MOVE);
        Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
        UnfinishedRun.deleteTree(before);
      }
    } catch (IOException e) {
      throw new JournalUnavailableException("could not replace the run: directory=" + target, e);
    }
  }

  @Override
  public void close() {
    unfinished.close();
  }
}
