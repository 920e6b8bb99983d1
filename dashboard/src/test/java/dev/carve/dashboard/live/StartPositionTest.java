package dev.carve.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartPositionTest {
  @Test
  void shouldBeginAFewRecordsBeforeTheEnd() {
    assertThat(new StartPosition(64).offset(0, 1_000)).isEqualTo(936);
  }

  @Test
  void shouldNotBeginBeforeTheOldestRecord() {
    assertThat(new StartPosition(64).offset(990, 1_000)).isEqualTo(990);
    assertThat(new StartPosition(64).offset(0, 10)).isZero();
    assertThat(StartPosition.BEGINNING.offset(7, 1_000)).isEqualTo(7);
  }
}
