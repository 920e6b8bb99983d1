package dev.carve.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0001-01-01T00:00:00Z",
        "1950-06-01T12:00:00.000001Z",
        "1970-01-01T00:00:00Z",
        "2026-01-31T12:00:00.123456Z",
        "9999-12-31T23:59:59.999999Z"
      })
  void shouldKeepEveryTimeOfTheCalendar(String text) {
    Instant time = Instant.parse(text);

    assertThat(EventTime.fromMicros(EventTime.toMicros(time))).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(longs = {253_402_300_800_000L, Long.MAX_VALUE / 1000 + 1, Long.MAX_VALUE})
  void shouldEndWithTheYear9999(long ms) {
    assertThat(EventTime.fromMicros(EventTime.toMicros(Instant.ofEpochMilli(ms))))
        .isEqualTo("9999-12-31T23:59:59.999999Z");
  }

  @ParameterizedTest
  @ValueSource(longs = {-62_135_596_800_001L, Long.MIN_VALUE / 1000 - 1, Long.MIN_VALUE})
  void shouldBeginWithTheYear1(long ms) {
    assertThat(EventTime.fromMicros(EventTime.toMicros(Instant.ofEpochMilli(ms))))
        .isEqualTo("0001-01-01T00:00:00Z");
  }

  @Test
  void shouldReadAnyNumberAsATimeOfTheCalendar() {
    assertThat(EventTime.fromMicros(Long.MIN_VALUE)).isEqualTo("0001-01-01T00:00:00Z");
    assertThat(EventTime.fromMicros(Long.MAX_VALUE)).isEqualTo("9999-12-31T23:59:59.999999Z");
  }
}
