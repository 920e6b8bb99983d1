package dev.carve.dashboard.web;

import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Consumer;

/// What a browser says on a WebSocket: whether anybody can see its tab, and how a replay goes on.
final class ViewerMessage {
  static final short POLICY_VIOLATION = 1008;

  private ViewerMessage() {}

  /// Calls back whenever the viewer's tab is shown or hidden, and ends the connection of who says
  /// anything else.
  static void onVisible(ServerWebSocket socket, Consumer<Boolean> visible) {
    socket.textMessageHandler(text -> parse(text).ifPresentOrElse(visible, () -> refuse(socket)));
    socket.binaryMessageHandler(_ -> refuse(socket));
  }

  /// Calls back likewise, and for every message about the replay, whose meaning is the sampler's.
  static void onVisibleOrReplay(
      ServerWebSocket socket, Consumer<Boolean> visible, Consumer<String> replay) {
    socket.textMessageHandler(text -> {
      if (isAboutReplay(text)) {
        replay.accept(text);
      } else {
        parse(text).ifPresentOrElse(visible, () -> refuse(socket));
      }
    });
    socket.binaryMessageHandler(_ -> refuse(socket));
  }

  private static boolean isAboutReplay(String text) {
    try {
      return "replay".equals(new JsonObject(text).getValue("type"));
    } catch (DecodeException _) {
      return false;
    }
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
