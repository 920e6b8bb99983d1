package dev.carve.sampler.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JournalRetriesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final JournalRetries retries = new JournalRetries();

  @Test
  void shouldHoldBackTheFirstRefusedOffsetOfAPartition() {
    retries.refuse("a", 0, 70, NOW);
    retries.refuse("b", 0, 50, NOW);
    retries.refuse("c", 1, 10, NOW);

    assertThat(retries.firstRefused(0)).contains(50L);
    assertThat(retries.firstRefused(1)).contains(10L);
    assertThat(retries.firstRefused(2)).isEmpty();
  }

  @Test
  void shouldTryAgainFromTheFirstRefusedOffset() {
    retries.refuse("a", 0, 70, NOW);
    retries.refuse("b", 0, 50, NOW.plusSeconds(1));

    assertThat(retries.takeDue(NOW.plusSeconds(4))).isEmpty();
    assertThat(retries.takeDue(NOW.plusSeconds(6))).isEqualTo(Map.of(0, 50L));
    assertThat(retries.isEmpty()).isTrue();
  }

  @Test
  void shouldWaitLongerAfterEveryTryInVain() {
    Instant now = NOW;
    long[] pauses = {5, 10, 20, 40, 80, 160, 300, 300};
    for (long pause : pauses) {
      retries.refuse("a", 0, 70, now);
      assertThat(retries.takeDue(now.plusSeconds(pause - 1))).isEmpty();
      now = now.plusSeconds(pause);
      assertThat(retries.takeDue(now)).isNotEmpty();
    }
  }

  @Test
  void shouldTellNewsFromRepetitions() {
    assertThat(retries.refuse("a", 0, 70, NOW)).isTrue();
    assertThat(retries.refuse("a", 0, 70, NOW)).isFalse();
    assertThat(retries.succeed("a")).isTrue();
    assertThat(retries.succeed("a")).isFalse();
    assertThat(retries.refuse("a", 0, 90, NOW)).isTrue();
  }

  @Test
  void shouldForgetAPartitionThatIsTakenAway() {
    retries.refuse("a", 0, 70, NOW);
    retries.forget(0);

    assertThat(retries.isRefused("a")).isFalse();
  }
}
