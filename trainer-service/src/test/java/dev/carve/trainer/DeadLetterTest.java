package dev.carve.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.UnusableRecordException;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private static final int LIMIT = 1 << 20;

  @Test
  void shouldKeepWhatFitsAsItCame() {
    byte[] value = new byte[LIMIT - 32 * 1024];
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", null);

    Record<byte[], byte[]> letter = letter(new byte[] {1}, value, headers, "a reason");

    assertThat(letter.key()).isEqualTo(new byte[] {1});
    assertThat(letter.value()).isSameAs(value);
    assertThat(letter.timestamp()).isEqualTo(7);
    assertThat(letter.headers().lastHeader("trace").value()).isNull();
    assertThat(header(letter, "carve.error.message")).isEqualTo("a reason");
    assertThat(letter.headers().lastHeader("carve.value.bytes")).isNull();
  }

  @Test
  void shouldKeepTheBeginningOfWhatDoesNotFit() {
    byte[] value = new byte[LIMIT];
    Arrays.fill(value, (byte) 3);

    Record<byte[], byte[]> letter = letter(new byte[] {1}, value, new RecordHeaders(), "a reason");

    assertThat(letter.key()).isEqualTo(new byte[] {1});
    assertThat(letter.value()).isEqualTo(Arrays.copyOf(value, 64 * 1024));
    assertThat(header(letter, "carve.value.bytes")).isEqualTo("1048576");
    assertThat(header(letter, "carve.key.bytes")).isEqualTo("1");
    assertThat(header(letter, "carve.offset")).isEqualTo("42");
    assertFits(letter);
  }

  @Test
  void shouldFitWhicheverPartIsGigantic() {
    RecordHeaders many = new RecordHeaders();
    for (int i = 0; i < 100_000; i++) {
      many.add("header-" + i, null);
    }

    assertFits(letter(new byte[2 * LIMIT], null, new RecordHeaders(), "a reason"));
    assertFits(letter(null, new byte[] {1}, many, "a reason"));
    assertFits(letter(null, null, new RecordHeaders(), "\u20ac".repeat(LIMIT)));
    assertThat(header(letter(null, new byte[] {1}, many, "a reason"), "carve.headers.bytes"))
        .isEqualTo(Integer.toString(100_000 * 10 + 3 * ("header-".length() * 100_000 + 488_890)));
  }

  @Test
  void shouldSayHowLongAGiganticReasonIs() {
    Record<byte[], byte[]> letter = letter(null, null, new RecordHeaders(), "x".repeat(1_000_000));

    assertThat(header(letter, "carve.error.message"))
        .hasSizeLessThan(2_100)
        .endsWith("x… (1,000,000 characters)");
  }

  private static Record<byte[], byte[]> letter(
      byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers, String reason) {
    return DeadLetter.of(
        new Record<>(key, value, 7, headers),
        new Metadata("carve.minibatches", 3, 42),
        new UnusableRecordException(reason),
        LIMIT);
  }

  /// Where a record lies.
  private record Metadata(String topic, int partition, long offset) implements RecordMetadata {}

  private static void assertFits(Record<byte[], byte[]> letter) {
    long bytes = (long) length(letter.key()) + length(letter.value());
    for (Header header : letter.headers()) {
      bytes += 10 + header.key().getBytes(UTF_8).length + length(header.value());
    }
    assertThat(bytes).isLessThan(LIMIT - 1_000);
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static String header(Record<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }
}
