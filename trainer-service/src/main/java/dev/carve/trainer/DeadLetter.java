package dev.carve.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// A record that could not be used, as it came, with the reason in its headers.
///
/// Headers: `carve.error.class`, `carve.error.message`, `carve.topic`, `carve.partition`,
/// `carve.offset`.
///
/// One that would be larger than the trainer's producer sends is cut: it has no headers of its own
/// and only the beginning of its key and value, and further headers say how long these were, in
/// bytes: `carve.key.bytes`, `carve.value.bytes`, `carve.headers.bytes`. The whole lies where
/// topic, partition and offset say.
public final class DeadLetter {
  private static final int EXCERPT_BYTES = 64 * 1024;
  private static final int MESSAGE_LENGTH = 2_000;

  /* What Kafka adds: a batch's header and a record's fields; and two lengths to each header. The reason's headers are
   * bounded by the length of the message. */
  private static final int RECORD_OVERHEAD = 8 * MESSAGE_LENGTH;
  private static final int HEADER_OVERHEAD = 10;

  private DeadLetter() {}

  /// {@return the record for topic `dead-letters`}
  ///
  /// @param record as it came
  /// @param source where it came from
  /// @param reason why it could not be used
  /// @param maximumBytes the largest record that can be sent
  public static Record<byte[], byte[]> of(
      Record<byte[], byte[]> record,
      RecordMetadata source,
      RuntimeException reason,
      int maximumBytes) {
    long headerBytes = sizeOf(record.headers());
    long bytes = headerBytes + length(record.key()) + length(record.value());
    Record<byte[], byte[]> letter =
        bytes + RECORD_OVERHEAD <= maximumBytes
            ? record.withHeaders(new RecordHeaders(record.headers()))
            : cut(record, headerBytes);
    Headers headers = letter.headers();
    add(headers, "carve.error.class", reason.getClass().getSimpleName());
    add(
        headers,
        "carve.error.message",
        Excerpt.of(String.valueOf(reason.getMessage()), MESSAGE_LENGTH));
    add(headers, "carve.topic", source.topic());
    add(headers, "carve.partition", Integer.toString(source.partition()));
    add(headers, "carve.offset", Long.toString(source.offset()));
    return letter;
  }

  private static Record<byte[], byte[]> cut(Record<byte[], byte[]> record, long headerBytes) {
    Headers headers = new RecordHeaders();
    add(headers, "carve.key.bytes", Integer.toString(length(record.key())));
    add(headers, "carve.value.bytes", Integer.toString(length(record.value())));
    add(headers, "carve.headers.bytes", Long.toString(headerBytes));
    return new Record<>(
        beginning(record.key()), beginning(record.value()), record.timestamp(), headers);
  }

  private static byte @Nullable [] beginning(byte @Nullable [] bytes) {
    return length(bytes) <= EXCERPT_BYTES ? bytes : Arrays.copyOf(bytes, EXCERPT_BYTES);
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static long sizeOf(Headers headers) {
    long bytes = 0;
    for (Header header : headers) {
      bytes += HEADER_OVERHEAD + 3L * header.key().length() + length(header.value());
    }
    return bytes;
  }

  private static void add(Headers headers, String key, String value) {
    headers.add(key, value.getBytes(UTF_8));
  }
}
