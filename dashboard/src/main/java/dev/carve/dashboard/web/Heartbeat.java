package dev.carve.dashboard.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;

/// Notices that the other end of a WebSocket is gone: it answers no pings any more.
///
/// Owned by the event loop of the socket.
final class Heartbeat {
  private static final int UNANSWERED_TOLERATED = 3;

  private final ServerWebSocket socket;
  private int unanswered;

  /// @param socket whose pongs nobody else waits for
  Heartbeat(ServerWebSocket socket) {
    this.socket = socket;
    socket.pongHandler(_ -> unanswered = 0);
  }

  /// Asks for a sign of life, and ends the connection when too many were missed.
  void ping() {
    if (unanswered >= UNANSWERED_TOLERATED) {
      socket.close();
    } else if (!socket.isClosed()) {
      unanswered++;
      socket.writePing(Buffer.buffer());
    }
  }
}
