package dev.carve.dashboard.web;

import dev.carve.core.event.Topics;
import dev.carve.dashboard.Samples;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// A server that answers as the sampler's HTTP is documented to, for one run named `a run`.
final class FakeSampler {
  static final long LAST_STEP = 100;
  private static final long STALLED_MS = 300;

  final List<String> requests = new CopyOnWriteArrayList<>();
  final CompletableFuture<Void> viewerGone = new CompletableFuture<>();

  /// How many frames were written when nobody had taken one for a while, or all.
  final CompletableFuture<Long> stalledAfter = new CompletableFuture<>();

  private final CompletableFuture<WebSocketInternal> replaying = new CompletableFuture<>();
  private final Vertx vertx;
  private final HttpServer server;
  private long framesWritten;
  private long patience;

  FakeSampler(Vertx vertx) throws Exception {
    this.vertx = vertx;
    server =
        TestServer.await(
            vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /// Ends a replay as a killed process does: without a word.
  void cutOff() throws Exception {
    replaying.get(TestServer.TIMEOUT_S, TimeUnit.SECONDS).channelHandlerContext().close().get();
  }

  void stop() throws Exception {
    TestServer.await(server.close());
  }

  private void answer(HttpServerRequest request) {
    requests.add(request.uri());
    switch (request.uri().replaceFirst("\\?.*", "")) {
      case "/runs" -> json(request, new JsonObject().put("runs", new JsonArray().add(run())));
      case "/runs/a%20run" -> json(request, run().put("spec", "name: spirals\n"));
      case "/runs/a%20run/history" ->
          json(request, new JsonObject().put("run", "a run").put("points", new JsonArray()));
      case "/runs/a%20run/metrics", "/runs/a%20run/charts" ->
          json(request, new JsonObject().put("run", "a run").put("points", new JsonArray()));
      case "/runs/a%20run/events" ->
          json(request, new JsonObject().put("run", "a run").put("events", new JsonArray()));
      case "/runs/a%20run/figures", "/runs/a%20run/focus/7", "/runs/a%20run/compare" ->
          json(request, new JsonObject().put("uri", request.uri()));
      case "/runs/a%20run/focus/7/surfaces", "/runs/a%20run/compare/surfaces" ->
          request.response().end(Buffer.buffer("surfaces"));
      case "/runs/a%20run/frames/7" -> protobuf(request, frame(5));
      case "/runs/spirals-1/frames/9223372036854775807" -> protobuf(request, frame(9));
      case "/runs/a%20run/frames/8" -> protobuf(request, Buffer.buffer("no frame"));
      case "/runs/a%20run/steps/12", "/runs/a%20run/carvers" ->
          json(request, new JsonObject().put("run", "a run"));
      case "/runs/a%20run/frames" -> request.toWebSocket().onSuccess(this::play);
      case "/runs/broken" -> request.response().setStatusCode(500).end("<html>");
      default -> refuse(request);
    }
  }

  private void play(ServerWebSocket viewer) {
    replaying.complete((WebSocketInternal) viewer);
    viewer.closeHandler(_ -> viewerGone.complete(null));
    viewer.drainHandler(_ -> playWhileTaken(viewer));
    viewer.textMessageHandler(text -> hear(viewer, text));
    playWhileTaken(viewer);
  }

  private static void hear(ServerWebSocket viewer, String text) {
    if (text.contains("nonsense")) {
      viewer.close((short) 1008, "unknown member");
    } else {
      viewer.writeTextMessage(new JsonObject().put("type", "replay").put("heard", text).encode());
    }
  }

  private void playWhileTaken(ServerWebSocket viewer) {
    vertx.cancelTimer(patience);
    while (!viewer.isClosed() && !viewer.writeQueueFull() && framesWritten < LAST_STEP) {
      viewer.writeBinaryMessage(frame(++framesWritten));
    }
    if (framesWritten == LAST_STEP && !viewer.isClosed()) {
      stalledAfter.complete(LAST_STEP);
      if (!viewer.uri().contains("keep=true")) {
        viewer.close();
      }
    }
    patience = vertx.setTimer(STALLED_MS, _ -> stalledAfter.complete(framesWritten));
  }

  private static Buffer frame(long step) {
    return Buffer.buffer(
        Topics.FRAMES.codec().encode(Samples.frame("spirals", "a run", step, 256, 256)));
  }

  private static JsonObject run() {
    return new JsonObject().put("run", "a run").put("model", "spirals").put("lastStep", LAST_STEP);
  }

  private static void json(HttpServerRequest request, JsonObject body) {
    request.response().putHeader("content-type", "application/json").end(body.toBuffer());
  }

  private static void protobuf(HttpServerRequest request, Buffer body) {
    request.response().putHeader("content-type", "application/x-protobuf").end(body);
  }

  private static void refuse(HttpServerRequest request) {
    request
        .response()
        .setStatusCode(404)
        .putHeader("content-type", "application/problem+json")
        .end(
            new JsonObject()
                .put("type", "about:blank")
                .put("title", "Not Found")
                .put("status", 404)
                .put("detail", "there is no run: uri=" + request.uri())
                .toBuffer());
  }
}
