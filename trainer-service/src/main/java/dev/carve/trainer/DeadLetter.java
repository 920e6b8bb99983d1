package dev.carve.trainer;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// A record that could not be used, as it came, with the reason in its headers.
///
/// Headers: `carve.error.class`, `carve.error.message`, `carve.topic`, `carve.partition`,
/// `carve.offset`.
public final class DeadLetter {
  private DeadLetter() {}

  /// {@return the record for topic `dead-letters`}
  ///
  /// @param record as it came
  /// @param source where it came from
  /// @param reason why it could not be used
  public static Record<byte[], byte[]> of(
      Record<byte[], byte[]> record, RecordMetadata source, RuntimeException reason) {
    Headers headers = new RecordHeaders(record.headers());
    add(headers, "carve.error.class", reason.getClass().getSimpleName());
    add(headers, "carve.error.message", String.valueOf(reason.getMessage()));
    add(headers, "carve.topic", source.topic());
    add(headers, "carve.partition", Integer.toString(source.partition()));
    add(headers, "carve.offset", Long.toString(source.offset()));
    return record.withHeaders(headers);
  }

  private static void add(Headers headers, String key, String value) {
    headers.add(key, value.getBytes(StandardCharsets.UTF_8));
  }
}
