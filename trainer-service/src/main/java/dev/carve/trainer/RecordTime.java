package dev.carve.trainer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/// The time of a record, whatever its producer wrote there.
///
/// A record without a time, which comes from a producer that gives none, has that of the newest
/// record of its partition so far; one behind the year 9999 has the end of that year. So the same
/// records have the same times again after a restart.
final class RecordTime implements TimestampExtractor {
  private static final long LAST_MS = 253_402_300_799_999L;

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    long timeMs = record.timestamp() < 0 ? partitionTime : record.timestamp();
    return Math.clamp(timeMs, 0, LAST_MS);
  }
}
