package dev.carve.core.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Times as the schema keeps them: microseconds since 1970-01-01T00:00:00Z.
final class EventTime {
  private EventTime() {}

  static long toMicros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  static Instant fromMicros(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
