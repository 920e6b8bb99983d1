package dev.carve.sampler.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.sampler.sampling.JournalRetries.Source;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JournalRetriesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static final String TOPIC = "snapshots";
  private static final Source ZERO = new Source(TOPIC, 0);
  private static final Source ONE = new Source(TOPIC, 1);

  private final JournalRetries retries = new JournalRetries();

  @Test
  void shouldHoldBackTheFirstRefusedOffsetOfAPartition() {
    retries.refuse("a", ZERO, 70, NOW);
    retries.refuse("b", ZERO, 50, NOW);
    retries.refuse("c", ONE, 10, NOW);
    retries.refuse("a", new Source("events", 0), 3, NOW);

    assertThat(retries.firstRefused(ZERO)).contains(50L);
    assertThat(retries.firstRefused(ONE)).contains(10L);
    assertThat(retries.firstRefused(new Source(TOPIC, 2))).isEmpty();
    assertThat(retries.firstRefused(new Source("events", 0))).contains(3L);
  }

  @Test
  void shouldTryAgainFromTheFirstRefusedOffset() {
    retries.refuse("a", ZERO, 70, NOW);
    retries.refuse("b", ZERO, 50, NOW.plusSeconds(1));

    assertThat(takeDue(NOW.plusSeconds(4))).isEmpty();
    assertThat(takeDue(NOW.plusSeconds(6))).isEqualTo(Map.of(ZERO, 50L));
    assertThat(retries.isEmpty()).isTrue();
  }

  @Test
  void shouldWaitLongerAfterEveryTryInVain() {
    Instant now = NOW;
    long[] pauses = {5, 10, 20, 40, 80, 160, 300, 300};
    for (long pause : pauses) {
      retries.refuse("a", ZERO, 70, now);
      assertThat(takeDue(now.plusSeconds(pause - 1))).isEmpty();
      now = now.plusSeconds(pause);
      assertThat(takeDue(now)).isNotEmpty();
    }
  }

  @Test
  void shouldHoldTheOffsetThroughADayOfRefusal() {
    Instant now = NOW;
    retries.refuse("a", ZERO, 70, now);
    for (int i = 0; i < 300; i++) {
      now = now.plusSeconds(300);
      assertThat(takeDue(now)).isEqualTo(Map.of(ZERO, 70L));
      assertThat(retries.refuse("a", ZERO, 70, now)).isFalse();
      assertThat(retries.firstRefused(ZERO)).contains(70L);
    }
    assertThat(now).isAfter(NOW.plusSeconds(24 * 3600));
  }

  @Test
  void shouldGoBackToWhereItWasAfterATryInVain() {
    retries.refuse("a", ZERO, 70, NOW);
    retries.refuse("b", ZERO, 50, NOW);
    assertThat(retries.takeDue(NOW.plusSeconds(5), _ -> 900)).isEqualTo(Map.of(ZERO, 50L));

    retries.refuse("b", ZERO, 50, NOW);
    assertThat(retries.takeInVain()).isEmpty();
    retries.refuse("a", ZERO, 70, NOW);
    assertThat(retries.takeInVain()).isEqualTo(Map.of(ZERO, 900L));
    assertThat(retries.takeInVain()).isEmpty();
  }

  @Test
  void shouldReadOnWhenATryIsWorthwhile() {
    retries.refuse("a", ZERO, 70, NOW);
    retries.refuse("b", ZERO, 50, NOW);
    assertThat(retries.takeDue(NOW.plusSeconds(5), _ -> 900)).isEqualTo(Map.of(ZERO, 50L));

    retries.refuse("b", ZERO, 50, NOW);
    assertThat(retries.succeed("a", ZERO)).isTrue();
    assertThat(retries.takeInVain()).isEmpty();
  }

  @Test
  void shouldTellNewsFromRepetitions() {
    assertThat(retries.refuse("a", ZERO, 70, NOW)).isTrue();
    assertThat(retries.refuse("a", ZERO, 70, NOW)).isFalse();
    assertThat(retries.succeed("a", ZERO)).isTrue();
    assertThat(retries.succeed("a", ZERO)).isFalse();
    assertThat(retries.refuse("a", ZERO, 90, NOW)).isTrue();
  }

  @Test
  void shouldForgetAPartitionThatIsTakenAway() {
    retries.refuse("a", ZERO, 70, NOW);
    retries.forget(ZERO);

    assertThat(retries.isRefused(TOPIC, "a")).isFalse();
    assertThat(retries.refuse("a", ZERO, 70, NOW)).isTrue();
  }

  private Map<Source, Long> takeDue(Instant now) {
    return retries.takeDue(now, _ -> 1_000);
  }
}
