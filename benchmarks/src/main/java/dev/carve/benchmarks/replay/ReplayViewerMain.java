package dev.carve.benchmarks.replay;

import dev.carve.benchmarks.measurement.Answers;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/// The process of a viewer. It answers `replay PORT QUERY` with how many frames came and how long
/// they took.
public final class ReplayViewerMain {
  private static final int LARGEST_FRAME_BYTES = 64 << 20;

  private ReplayViewerMain() {}

  /// What a viewer saw.
  ///
  /// @param frames how many
  /// @param bytes of all of them
  /// @param elapsedNs from the connection to the end
  public record Seen(long frames, long bytes, long elapsedNs) {}

  /// Serves until standard input ends.
  ///
  /// @param arguments none
  /// @throws IOException if standard input cannot be read
  public static void main(String[] arguments) throws IOException {
    Vertx vertx = Vertx.vertx();
    Answers.serve(question -> replay(vertx, Integer.parseInt(question[1]), question[2]));
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static Seen replay(Vertx vertx, int port, String query) {
    long[] seen = new long[2];
    CompletableFuture<Seen> ended = new CompletableFuture<>();
    long beganNs = System.nanoTime();
    vertx
        .createWebSocketClient(
            new WebSocketClientOptions()
                .setMaxFrameSize(LARGEST_FRAME_BYTES)
                .setMaxMessageSize(LARGEST_FRAME_BYTES))
        .connect(
            new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/runs/" + RecordedRun.RUN + "/frames?" + query))
        .onSuccess(socket -> {
          socket.binaryMessageHandler(frame -> {
            seen[0]++;
            seen[1] += frame.length();
          });
          socket.closeHandler(
              _ -> ended.complete(new Seen(seen[0], seen[1], System.nanoTime() - beganNs)));
        })
        .onFailure(ended::completeExceptionally);
    return ended.join();
  }
}
