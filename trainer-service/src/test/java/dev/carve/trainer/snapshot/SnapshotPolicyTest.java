package dev.carve.trainer.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SnapshotPolicyTest {
  private static final long YEAR_9999_MS = 253_402_300_799_999L;

  private final SnapshotPolicy policy = SnapshotPolicy.standard();

  @Test
  void shouldPublishEachOfTheFirstStepsOnce() {
    assertThat(policy.isDue(1, 0, 1_000, 1_000)).isTrue();
    assertThat(policy.isDue(50, 49, 1_000, 1_000)).isTrue();
    assertThat(policy.isDue(50, 50, 9_000, 1_000)).isFalse();
  }

  @Test
  void shouldPublishAtAPaceThatSlowsDown() {
    assertThat(policy.isDue(51, 50, 1_049, 1_000)).isFalse();
    assertThat(policy.isDue(51, 50, 1_050, 1_000)).isTrue();
    assertThat(policy.isDue(3_001, 3_000, 1_099, 1_000)).isFalse();
    assertThat(policy.isDue(3_001, 3_000, 1_100, 1_000)).isTrue();
  }

  @Test
  void shouldGoOnAfterAMinibatchFromTheFarFuture() {
    assertThat(policy.isDue(4_000, 3_990, YEAR_9999_MS, 100_000)).isTrue();
    assertThat(policy.isDue(4_001, 4_000, 100_001, YEAR_9999_MS)).isTrue();
    assertThat(policy.isDue(4_002, 4_001, 100_002, 100_001)).isFalse();
  }

  @Test
  void shouldTakeWhatIsALittleBehindForLate() {
    assertThat(policy.isDue(4_001, 4_000, 95_000, 100_000)).isFalse();
    assertThat(policy.isDue(4_001, 4_000, 94_999, 100_000)).isTrue();
  }
}
