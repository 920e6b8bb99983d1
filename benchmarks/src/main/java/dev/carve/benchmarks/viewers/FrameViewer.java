package dev.carve.benchmarks.viewers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.carve.standalone.benchmark.BenchmarkRunException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// One WebSocket to a live model. Owned by one thread.
final class FrameViewer implements AutoCloseable, FrameReader.Listener {
  private static final String HOST = "127.0.0.1";
  private static final int LARGEST_ANSWER_BYTES = 8 << 10;
  private static final String END_OF_ANSWER = "\r\n\r\n";
  /* The last fragment of a pong, masked with zeros, without payload. */
  private static final byte[] PONG = {(byte) 0x8A, (byte) 0x80, 0, 0, 0, 0};

  private final SocketChannel channel;
  private final FrameReader reader = new FrameReader(this);
  private final ViewerTally tally = new ViewerTally();
  private final FrameTally all;
  private long nowMs;

  private FrameViewer(SocketChannel channel, FrameTally all) {
    this.channel = channel;
    this.all = all;
  }

  /// Connects and waits until the server has agreed.
  ///
  /// @param all counts what all viewers see
  static FrameViewer open(int port, String model, FrameTally all) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.ofLiteral(HOST), port));
    FrameViewer viewer = new FrameViewer(channel, all);
    channel.write(
        ByteBuffer.wrap(
            """
            GET /api/live?model=%s HTTP/1.1\r
            Host: %s:%d\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            \r
            """
                .formatted(model, HOST, port)
                .getBytes(ISO_8859_1)));
    viewer.readAnswer();
    return viewer;
  }

  private void readAnswer() throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf(END_OF_ANSWER) < 0) {
      one.clear();
      if (channel.read(one) < 0 || answer.length() > LARGEST_ANSWER_BYTES) {
        break;
      }
      answer.append((char) one.get(0));
    }
    if (!answer.toString().startsWith("HTTP/1.1 101 ")) {
      throw new BenchmarkRunException("the server must open a WebSocket: answer=" + answer);
    }
  }

  /// Is read from now on, whenever there is something.
  void register(Selector selector) throws IOException {
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  /// Reads what is there.
  ///
  /// @param buffer of any content
  void read(ByteBuffer buffer, long atMs) throws IOException {
    nowMs = atMs;
    buffer.clear();
    if (channel.read(buffer) < 0) {
      closed();
    }
    reader.read(buffer.flip());
  }

  /// Says that somebody is there.
  void pong() {
    try {
      channel.write(ByteBuffer.wrap(PONG));
    } catch (IOException e) {
      throw new BenchmarkRunException("the server must keep a viewer: " + e);
    }
  }

  ViewerTally tally() {
    return tally;
  }

  @Override
  public void frame(long step, long timeMs, long bytes) {
    tally.add(nowMs);
    all.add(step, nowMs - timeMs, bytes);
  }

  @Override
  public void ping() {
    pong();
  }

  @Override
  public void closed() {
    throw new BenchmarkRunException("the server must keep a viewer that reads");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
