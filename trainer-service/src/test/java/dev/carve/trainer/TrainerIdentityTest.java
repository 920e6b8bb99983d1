package dev.carve.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0123",
        "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
      })
  void shouldBeMadeAnewWhenItsFileWasDamaged(String damaged) throws IOException {
    Files.writeString(directory.resolve("identity-0"), damaged);

    String id = claimAndClose();

    assertThat(UUID.fromString(id)).hasToString(id);
    assertThat(claimAndClose()).isEqualTo(id);
  }

  private String claimAndClose() {
    try (TrainerIdentity identity = TrainerIdentity.claim(directory)) {
      return identity.id();
    }
  }
}
