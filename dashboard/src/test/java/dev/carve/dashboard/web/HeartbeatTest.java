package dev.carve.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private static final byte[] UPGRADE =
      """
      GET / HTTP/1.1\r
      Host: localhost\r
      Connection: Upgrade\r
      Upgrade: websocket\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
      \r
      """
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EMPTY_MASKED_PONG = {(byte) 0x8A, (byte) 0x80, 0, 0, 0, 0};
  private static final byte[] MASKED_TEXT = {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, 'x'};

  private final Vertx vertx = Vertx.vertx();
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private final CompletableFuture<Heartbeat> heartbeat = new CompletableFuture<>();
  private final CompletableFuture<Context> eventLoop = new CompletableFuture<>();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private int port;

  @BeforeEach
  void listen() throws Exception {
    HttpServer server =
        TestServer.await(
            vertx
                .createHttpServer(new HttpServerOptions().setWebSocketClosingTimeout(1))
                .webSocketHandler(socket -> {
                  socket.closeHandler(_ -> gone.complete(null));
                  socket.textMessageHandler(heard::add);
                  eventLoop.complete(Vertx.currentContext());
                  heartbeat.complete(new Heartbeat(socket));
                })
                .listen(0, "127.0.0.1"));
    port = server.actualPort();
  }

  @AfterEach
  void stop() throws Exception {
    TestServer.await(vertx.close());
  }

  @Test
  void shouldEndTheConnectionOfWhoAnswersNoPings() throws Exception {
    try (Socket silent = upgraded()) {
      for (int ping = 0; ping < 4; ping++) {
        assertThat(gone).isNotDone();
        ping();
      }

      gone.get(TestServer.TIMEOUT_S, TimeUnit.SECONDS);
      assertThat(silent.isConnected()).isTrue();
    }
  }

  @Test
  void shouldKeepTheConnectionOfWhoAnswersNowAndThen() throws Exception {
    try (Socket slow = upgraded()) {
      OutputStream out = slow.getOutputStream();
      for (int round = 0; round < 4; round++) {
        ping();
        ping();
        ping();
        out.write(EMPTY_MASKED_PONG);
        out.write(MASKED_TEXT);
        out.flush();
        assertThat(heard.poll(TestServer.TIMEOUT_S, TimeUnit.SECONDS)).isEqualTo("x");
      }

      assertThat(gone).isNotDone();
    }
  }

  private void ping() throws Exception {
    Heartbeat pinged = heartbeat.get(TestServer.TIMEOUT_S, TimeUnit.SECONDS);
    CompletableFuture<Void> done = new CompletableFuture<>();
    eventLoop
        .join()
        .runOnContext(_ -> {
          pinged.ping();
          done.complete(null);
        });
    done.get(TestServer.TIMEOUT_S, TimeUnit.SECONDS);
  }

  private Socket upgraded() throws Exception {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.getOutputStream().write(UPGRADE);
    socket.getOutputStream().flush();
    heartbeat.get(TestServer.TIMEOUT_S, TimeUnit.SECONDS);
    return socket;
  }
}
