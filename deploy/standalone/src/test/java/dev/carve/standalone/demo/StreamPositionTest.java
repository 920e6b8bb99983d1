package dev.carve.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamPositionTest {
  @TempDir private Path directory;

  @Test
  void shouldRememberThePosition() {
    Path file = directory.resolve("streams").resolve("xor");
    assertThat(new StreamPosition(file).read()).isZero();
    new StreamPosition(file).write(12_345_678_901L);
    new StreamPosition(file).write(12_345_678_902L);
    assertThat(new StreamPosition(file).read()).isEqualTo(12_345_678_902L);
    assertThat(file.getParent()).isDirectoryContaining(file::equals);
  }

  @Test
  void shouldBeginAgainWhereTheFileIsDamaged() throws IOException {
    Path file = Files.writeString(directory.resolve("xor"), "12a");
    assertThat(new StreamPosition(file).read()).isZero();
  }
}
