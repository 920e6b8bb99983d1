package dev.carve.benchmarks.viewers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
  private static final int FIRST_BINARY = 0x02;
  private static final int LAST_BINARY = 0x82;
  private static final int LAST_TEXT = 0x81;
  private static final int LAST_CONTINUATION = 0x80;
  private static final int PING = 0x89;

  private final List<String> seen = new ArrayList<>();
  private final FrameReader reader =
      new FrameReader(
          new FrameReader.Listener() {
            @Override
            public void frame(long step, long timeMs, long bytes) {
              seen.add("frame %d at %d of %d bytes".formatted(step, timeMs, bytes));
            }

            @Override
            public void ping() {
              seen.add("ping");
            }

            @Override
            public void closed() {
              seen.add("closed");
            }
          });

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100, 1_000_000})
  void shouldReadFramesHoweverTheirBytesArrive(int atOnce) {
    ByteBuffer stream = ByteBuffer.allocate(300_000);
    put(stream, LAST_TEXT, "{}".getBytes(UTF_8));
    byte[] large = surfaces(7, 1_234, 77_000);
    put(stream, FIRST_BINARY, Arrays.copyOf(large, 65_536));
    put(stream, PING, new byte[0]);
    put(stream, LAST_CONTINUATION, Arrays.copyOfRange(large, 65_536, large.length));
    put(stream, LAST_BINARY, surfaces(8, 1_334, 300));
    put(stream, LAST_BINARY, surfaces(9, 1_434, 80));
    stream.flip();

    while (stream.hasRemaining()) {
      int count = Math.min(atOnce, stream.remaining());
      reader.read(stream.slice(stream.position(), count));
      stream.position(stream.position() + count);
    }

    assertThat(seen)
        .containsExactly(
            "ping",
            "frame 7 at 1234 of 77000 bytes",
            "frame 8 at 1334 of 300 bytes",
            "frame 9 at 1434 of 80 bytes");
  }

  @Test
  void shouldHearThatTheServerCloses() {
    reader.read(ByteBuffer.wrap(new byte[] {(byte) 0x88, 2, 3, (byte) 0xE8}));

    assertThat(seen).containsExactly("closed");
  }

  private static byte[] surfaces(long step, long timeMs, int length) {
    return ByteBuffer.allocate(length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putDouble(8, (double) step)
        .putDouble(16, (double) timeMs)
        .array();
  }

  private static void put(ByteBuffer stream, int firstByte, byte[] payload) {
    stream.put((byte) firstByte);
    if (payload.length < 126) {
      stream.put((byte) payload.length);
    } else if (payload.length < 65_536) {
      stream.put((byte) 126).putShort((short) payload.length);
    } else {
      stream.put((byte) 127).putLong(payload.length);
    }
    stream.put(payload);
  }
}
