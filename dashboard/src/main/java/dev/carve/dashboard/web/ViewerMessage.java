package dev.carve.dashboard.web;

import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Consumer;

/// The one thing a browser says on a WebSocket: whether anybody can see its tab.
final class ViewerMessage {
  private static final short POLICY_VIOLATION = 1008;

  private ViewerMessage() {}

  /// Calls back whenever the viewer's tab is shown or hidden, and ends the connection of who says
  /// anything else.
  static void onVisible(ServerWebSocket socket, Consumer<Boolean> visible) {
    socket.textMessageHandler(text -> parse(text).ifPresentOrElse(visible, () -> refuse(socket)));
    socket.binaryMessageHandler(_ -> refuse(socket));
  }

  /// Whether the tab is visible, if that is what the text says.
  static Optional<Boolean> parse(String text) {
    try {
      JsonObject message = new JsonObject(text);
      return "visible".equals(message.getValue("type"))
              && message.getValue("visible") instanceof Boolean visible
          ? Optional.of(visible)
          : Optional.empty();
    } catch (DecodeException _) {
      return Optional.empty();
    }
  }

  private static void refuse(ServerWebSocket socket) {
    socket.close(POLICY_VIOLATION, "expected {\"type\":\"visible\",\"visible\":true|false}");
  }
}
