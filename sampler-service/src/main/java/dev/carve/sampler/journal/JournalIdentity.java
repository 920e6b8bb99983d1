package dev.carve.sampler.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// Tells one journal from another: a name drawn once and kept in its directory.
///
/// The consumer group is named after it, so that committed offsets and the journal that they speak
/// of stay together: a new journal begins with all that Kafka has.
public final class JournalIdentity {
  private static final String FILE = "identity";
  private static final int LENGTH = 12;

  private JournalIdentity() {}

  /// The identity of a journal, drawn if it has none yet.
  ///
  /// @param journal the directory of all journals, created if there is none
  /// @return letters and digits
  /// @throws JournalUnavailableException if the file can be neither read nor written
  public static String of(Path journal) {
    Path file = journal.resolve(FILE);
    try {
      Files.createDirectories(journal);
      if (!Files.exists(file)) {
        String drawn = UUID.randomUUID().toString().replace("-", "").substring(0, LENGTH);
        Files.writeString(file, drawn, StandardOpenOption.CREATE_NEW);
      }
      return Files.readString(file).strip();
    } catch (FileAlreadyExistsException e) {
      return of(journal);
    } catch (IOException e) {
      throw new JournalUnavailableException("could not name the journal: file=" + file, e);
    }
  }
}
