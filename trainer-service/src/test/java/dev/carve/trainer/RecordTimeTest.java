package dev.carve.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RecordTimeTest {
  private final RecordTime time = new RecordTime();

  @Test
  void shouldTakeTheTimeOfTheRecord() {
    assertThat(time.extract(at(1_000), 5_000)).isEqualTo(1_000);
    assertThat(time.extract(at(0), 5_000)).isZero();
  }

  @Test
  void shouldTakeTheNewestTimeSoFarWhereThereIsNone() {
    assertThat(time.extract(at(-1), 5_000)).isEqualTo(5_000);
    assertThat(time.extract(at(Long.MIN_VALUE), -1)).isZero();
  }

  @Test
  void shouldEndWithTheYear9999() {
    assertThat(time.extract(at(Long.MAX_VALUE), 5_000)).isEqualTo(253_402_300_799_999L);
    assertThat(time.extract(at(-1), Long.MAX_VALUE)).isEqualTo(253_402_300_799_999L);
  }

  private static ConsumerRecord<Object, Object> at(long timeMs) {
    return new ConsumerRecord<>(
        "carve.examples",
        0,
        0,
        timeMs,
        TimestampType.CREATE_TIME,
        0,
        0,
        "spirals",
        "",
        new RecordHeaders(),
        Optional.empty());
  }
}
