package dev.carve.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EarlyCommitTest {
  private static final long NOW = 1_800_000_000_000L;

  private final EarlyCommit earlyCommit = new EarlyCommit(Duration.ofMillis(100));

  @Test
  void shouldEndATransactionWithAFreshSnapshot() {
    assertThat(earlyCommit.isDue(NOW, NOW - 20)).isTrue();
    assertThat(earlyCommit.isDue(NOW + 100, NOW + 80)).isTrue();
  }

  @Test
  void shouldNotEndATransactionBeforeHalfOfItsInterval() {
    assertThat(earlyCommit.isDue(NOW, NOW)).isTrue();

    assertThat(earlyCommit.isDue(NOW + 49, NOW + 49)).isFalse();
    assertThat(earlyCommit.isDue(NOW + 50, NOW + 50)).isTrue();
  }

  @Test
  void shouldLeaveABacklogToTheInterval() {
    assertThat(earlyCommit.isDue(NOW, NOW - 1_000)).isFalse();
    assertThat(earlyCommit.isDue(NOW, NOW - 999)).isTrue();
  }
}
