package dev.carve.core.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Times as the schema keeps them: microseconds since 1970-01-01T00:00:00Z.
///
/// They lie in the years 1 to 9999, which every reader's calendar has; a time beyond, which only a
/// broken clock or a hostile producer tells, becomes the first or the last of them.
final class EventTime {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");
  private static final long FIRST_MICROS = ChronoUnit.MICROS.between(Instant.EPOCH, FIRST);
  private static final long LAST_MICROS = ChronoUnit.MICROS.between(Instant.EPOCH, LAST);

  private EventTime() {}

  static long toMicros(Instant time) {
    if (time.isBefore(FIRST)) {
      return FIRST_MICROS;
    }
    return time.isAfter(LAST) ? LAST_MICROS : ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  static Instant fromMicros(long micros) {
    return Instant.EPOCH.plus(Math.clamp(micros, FIRST_MICROS, LAST_MICROS), ChronoUnit.MICROS);
  }
}
