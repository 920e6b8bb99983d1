package dev.carve.benchmarks.viewers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Reads what a server sends on a WebSocket, and of each binary message nothing but the beginning.
final class FrameReader {
  private static final int CONTINUATION = 0;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int SHORT_LENGTH = 126;
  private static final int LONG_LENGTH = 127;
  private static final int LONGEST_HEADER_BYTES = 2 + Long.BYTES;

  /* Of a surface frame: magic, version, flags, step, time. */
  private static final int STEP_POSITION = 8;
  private static final int TIME_POSITION = 16;
  private static final int BEGINNING_BYTES = 24;

  private final Listener listener;
  private final ByteBuffer header = ByteBuffer.allocate(LONGEST_HEADER_BYTES);
  private final ByteBuffer beginning =
      ByteBuffer.allocate(BEGINNING_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long payloadLeft;
  private boolean inPayload;
  private int opcode;
  private boolean last;
  private boolean binary;
  private long messageBytes;

  /// Is told what comes.
  interface Listener {
    /// A surface frame is there, all of it.
    void frame(long step, long timeMs, long bytes);

    /// The server wants a sign of life.
    void ping();

    /// The server says good-bye.
    void closed();
  }

  FrameReader(Listener listener) {
    this.listener = listener;
  }

  /// Reads all bytes.
  void read(ByteBuffer bytes) {
    while (bytes.hasRemaining() || (inPayload && payloadLeft == 0)) {
      if (inPayload) {
        readPayload(bytes);
      } else {
        readHeader(bytes);
      }
    }
  }

  private void readHeader(ByteBuffer bytes) {
    header.put(bytes.get());
    if (header.position() < 2) {
      return;
    }
    int length = header.get(1) & 0x7F;
    int extraBytes = length == SHORT_LENGTH ? Short.BYTES : length == LONG_LENGTH ? Long.BYTES : 0;
    if (header.position() < 2 + extraBytes) {
      return;
    }
    payloadLeft =
        switch (extraBytes) {
          case Short.BYTES -> Short.toUnsignedLong(header.getShort(2));
          case Long.BYTES -> header.getLong(2);
          default -> length;
        };
    last = header.get(0) < 0;
    opcode = header.get(0) & 0x0F;
    if (opcode != CONTINUATION && opcode < CLOSE) {
      binary = opcode == BINARY;
      messageBytes = 0;
      beginning.clear();
    }
    header.clear();
    inPayload = true;
  }

  private void readPayload(ByteBuffer bytes) {
    int taken = (int) Math.min(payloadLeft, bytes.remaining());
    if (opcode < CLOSE) {
      messageBytes += taken;
      int wanted = Math.min(taken, beginning.remaining());
      beginning.put(bytes.slice(bytes.position(), wanted));
    }
    bytes.position(bytes.position() + taken);
    payloadLeft -= taken;
    if (payloadLeft == 0) {
      inPayload = false;
      endPayload();
    }
  }

  private void endPayload() {
    if (opcode == PING) {
      listener.ping();
    } else if (opcode == CLOSE) {
      listener.closed();
    } else if (opcode < CLOSE && last && binary) {
      listener.frame(
          (long) beginning.getDouble(STEP_POSITION),
          (long) beginning.getDouble(TIME_POSITION),
          messageBytes);
    }
  }
}
