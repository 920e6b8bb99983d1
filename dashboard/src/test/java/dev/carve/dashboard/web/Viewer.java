package dev.carve.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A browser's end of a WebSocket.
final class Viewer {
  private final WebSocket socket;
  private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<Short> closed = new CompletableFuture<>();

  /// @param socket paused, so that nothing is lost before somebody listens
  Viewer(WebSocket socket) {
    this.socket = socket;
    socket.textMessageHandler(text -> received.add(new JsonObject(text)));
    socket.binaryMessageHandler(received::add);
    socket.closeHandler(_ -> closed.complete(socket.closeStatusCode()));
  }

  /// A viewer that reads as fast as it can.
  static Viewer reading(WebSocket socket) {
    Viewer viewer = new Viewer(socket);
    viewer.resume();
    return viewer;
  }

  void resume() {
    socket.resume();
  }

  void say(String text) {
    socket.writeTextMessage(text);
  }

  /// Says something and waits until the server has heard it: a pong comes after what was sent
  /// before.
  void sayAndWait(String text) throws Exception {
    CompletableFuture<Void> heard = new CompletableFuture<>();
    socket.pongHandler(_ -> heard.complete(null));
    socket.writeTextMessage(text);
    socket.writePing(Buffer.buffer("heard?"));
    heard.get(TestServer.TIMEOUT_S, TimeUnit.SECONDS);
  }

  JsonObject nextMessage(String type) throws InterruptedException {
    assertThat(next())
        .isInstanceOfSatisfying(
            JsonObject.class, message -> assertThat(message.getString("type")).isEqualTo(type));
    return (JsonObject) last;
  }

  /// The next message of a type, whatever comes before it.
  JsonObject awaitMessage(String type) throws InterruptedException {
    while (!(next() instanceof JsonObject message) || !type.equals(message.getString("type"))) {
      // Something else.
    }
    return (JsonObject) last;
  }

  DecodedFrame nextFrame() throws InterruptedException {
    assertThat(next()).isInstanceOf(Buffer.class);
    return DecodedFrame.of((Buffer) last);
  }

  private Object last = "";

  private Object next() throws InterruptedException {
    Object next = received.poll(TestServer.TIMEOUT_S, TimeUnit.SECONDS);
    assertThat(next).as("something within %d s", TestServer.TIMEOUT_S).isNotNull();
    last = next;
    return next;
  }

  boolean heardNothing() {
    return received.isEmpty();
  }

  short closeStatus() throws Exception {
    return closed.get(TestServer.TIMEOUT_S, TimeUnit.SECONDS);
  }

  void close() throws Exception {
    TestServer.await(socket.close());
  }
}
