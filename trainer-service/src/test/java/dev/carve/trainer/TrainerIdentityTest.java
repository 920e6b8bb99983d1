package dev.carve.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerIdentityTest {
  @TempDir Path directory;

  @Test
  void shouldBeTheSameAfterARestart() {
    String before = claimAndClose();

    assertThat(claimAndClose()).isEqualTo(before).hasSize(36);
  }

  @Test
  void shouldBeAnotherWhileItsHolderLives() {
    String first;
    String second;
    try (TrainerIdentity holder = TrainerIdentity.claim(directory);
        TrainerIdentity neighbour = TrainerIdentity.claim(directory)) {
      first = holder.id();
      second = neighbour.id();
    }

    assertThat(second).isNotEqualTo(first);
    assertThat(claimAndClose()).isEqualTo(first);
  }

  @Test
  void shouldBeMadeAnewWhenItsFileWasCutShort() throws IOException {
    Files.writeString(directory.resolve("identity-0"), "0123");

    String id = claimAndClose();

    assertThat(id).hasSize(36).doesNotStartWith("0123");
    assertThat(claimAndClose()).isEqualTo(id);
  }

  private String claimAndClose() {
    try (TrainerIdentity identity = TrainerIdentity.claim(directory)) {
      return identity.id();
    }
  }
}
