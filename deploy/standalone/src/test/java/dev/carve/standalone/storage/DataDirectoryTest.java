package dev.carve.standalone.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {
  @TempDir private Path directory;

  @Test
  void shouldSayWhoHoldsIt() {
    DataDirectory data = new DataDirectory(directory.resolve("data"));
    try (DataDirectory.Lock lock = data.lock("carve demo, process 4711")) {
      assertThat(lock).isNotNull();
      assertThatExceptionOfType(DirectoryInUseException.class)
          .isThrownBy(() -> data.lock("another"))
          .withMessage(
              "data directory is in use by carve demo, process 4711: directory=" + data.root());
    }
  }

  @Test
  void shouldBeFreeAgainWhenItsHolderIsGone() {
    DataDirectory data = new DataDirectory(directory);
    data.lock("first").close();
    data.lock("second").close();
    assertThat(directory.resolve("carve.lock")).hasContent("second");
  }

  @Test
  void shouldSayThatItIsAFile() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> new DataDirectory(file).lock("first"))
        .withMessageContaining("it is a file, not a directory: path=" + file);
  }
}
