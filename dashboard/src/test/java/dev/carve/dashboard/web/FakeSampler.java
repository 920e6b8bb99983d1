package dev.carve.dashboard.web;

import dev.carve.core.event.Topics;
import dev.carve.dashboard.Samples;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server that answers as the sampler's HTTP is documented to, for one run named `a run`.
final class FakeSampler {
  static final long LAST_STEP = 100;
  private static final long STALLED_MS = 300;
  private static final Pattern CHOSEN_PLANE =
      Pattern.compile("/runs/moons-1/frames/(\\d+)\\?plane=(.+)");

  /// A run's file, larger than all buffers on the way.
  static final Buffer FILE = Buffer.buffer("CARVERUN".repeat(1 << 20));

  final List<String> requests = new CopyOnWriteArrayList<>();
  final CompletableFuture<Void> viewerGone = new CompletableFuture<>();

  /// How many frames were written when nobody had taken one for a while, or all.
  final CompletableFuture<Long> stalledAfter = new CompletableFuture<>();

  /// Frames on a chosen plane are given when it is complete.
  volatile Future<Void> gate = Future.succeededFuture();

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
    if ("/runs/file".equals(request.path())) {
      receive(request);
      return;
    }
    if (!request.method().equals(HttpMethod.GET)) {
      request.body().onSuccess(body -> act(request, body));
      return;
    }
    requests.add(request.uri());
    Matcher chosen = CHOSEN_PLANE.matcher(request.uri());
    if (chosen.matches()) {
      long step = Long.parseLong(chosen.group(1));
      gate.onSuccess(_ -> look(request, step, chosen.group(2)));
      return;
    }
    switch (request.uri().replaceFirst("\\?.*", "")) {
      case "/runs" -> json(request, new JsonObject().put("runs", new JsonArray().add(run())));
      case "/runs/a%20run" -> json(request, run().put("spec", "name: spirals\n"));
      case "/runs/a%20run/history" ->
          json(request, new JsonObject().put("run", "a run").put("points", new JsonArray()));
      case "/runs/a%20run/metrics", "/runs/a%20run/charts" ->
          json(request, new JsonObject().put("run", "a run").put("points", new JsonArray()));
      case "/runs/a%20run/planes" ->
          json(request, new JsonObject().put("run", "a run").put("planes", new JsonArray()));
      case "/runs/a%20run/events" ->
          json(request, new JsonObject().put("run", "a run").put("events", new JsonArray()));
      case "/runs/a%20run/figures", "/runs/a%20run/focus/7", "/runs/a%20run/compare" ->
          json(request, new JsonObject().put("uri", request.uri()));
      case "/runs/a%20run/focus/7/surfaces", "/runs/a%20run/compare/surfaces" ->
          request.response().end(Buffer.buffer("surfaces"));
      case "/runs/a%20run/frames/7" -> protobuf(request, frame(5));
      case "/runs/spirals-1/frames/9223372036854775807" -> protobuf(request, frame(9));
      case "/runs/a%20run/frames/8" -> protobuf(request, Buffer.buffer("no frame"));
      case "/runs/a%20run/steps/13" -> protobuf(request, snapshot(request));
      case "/runs/a%20run/steps/14" -> refuse(request, 410, "step 14 is lost");
      case "/runs/a%20run/steps/12", "/runs/a%20run/steps/12/minibatch", "/runs/a%20run/carvers" ->
          json(request, new JsonObject().put("run", "a run"));
      case "/runs/a%20run/frames" -> request.toWebSocket().onSuccess(this::play);
      case "/runs/a%20run/file" ->
          request
              .response()
              .putHeader("content-disposition", "attachment; filename*=UTF-8''a%20run.carve")
              .end(FILE);
      case "/runs/a%20run/history.csv", "/runs/a%20run/surfaces/12.csv" ->
          request
              .response()
              .putHeader("content-disposition", "attachment; filename*=UTF-8''a%20run.csv")
              .end("a,b\r\n");
      case "/runs/a%20run/parameters/12" ->
          json(request, new JsonObject().put("layers", new JsonArray()));
      case "/runs/broken" -> request.response().setStatusCode(500).end("<html>");
      default -> refuse(request);
    }
  }

  private static void look(HttpServerRequest request, long step, String plane) {
    if (plane.equals("components")) {
      refuse(request, 400, "components must have recent examples");
    } else {
      protobuf(
          request,
          Buffer.buffer(Topics.FRAMES.codec().encode(Samples.frame("moons", "moons-1", step))));
    }
  }

  private static void receive(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> {
          if (body.equals(FILE)) {
            json(request, new JsonObject().put("run", request.getParam("as", "a run")));
          } else {
            refuse(request, 400, "the file must have an end: bytes=" + body.length());
          }
        });
  }

  private void act(HttpServerRequest request, Buffer body) {
    requests.add(request.method() + " " + request.uri() + " " + body);
    switch (request.method() + " " + request.uri()) {
      case "DELETE /runs/a%20run" -> request.response().setStatusCode(204).end();
      case "DELETE /runs/trained" -> refuse(request, 409, "a model trains it");
      case "PATCH /runs/a%20run" -> json(request, run().mergeIn(new JsonObject(body)));
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

  private static Buffer snapshot(HttpServerRequest request) {
    return "application/x-protobuf".equals(request.getHeader("accept"))
        ? Buffer.buffer(Topics.SNAPSHOTS.codec().encode(Samples.snapshot("spirals", "a run", 13)))
        : Buffer.buffer("no snapshot");
  }

  private static void refuse(HttpServerRequest request) {
    refuse(request, 404, "there is no run: uri=" + request.uri());
  }

  private static void refuse(HttpServerRequest request, int status, String detail) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/problem+json")
        .end(
            new JsonObject()
                .put("type", "about:blank")
                .put("title", "Refused")
                .put("status", status)
                .put("detail", detail)
                .toBuffer());
  }
}
