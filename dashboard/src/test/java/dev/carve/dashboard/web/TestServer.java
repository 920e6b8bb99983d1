package dev.carve.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.SurfaceFrame;
import dev.carve.dashboard.Companions;
import dev.carve.dashboard.DashboardConfig;
import dev.carve.dashboard.DashboardMetrics;
import dev.carve.dashboard.Samples;
import dev.carve.dashboard.live.CommandSender;
import dev.carve.dashboard.live.ConsumerStatus;
import dev.carve.dashboard.live.ExampleSender;
import dev.carve.dashboard.live.LiveModels;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The HTTP server on a free port, without Kafka: tests put what consumers would have read.
final class TestServer {
  static final long TIMEOUT_S = 10;
  private static final long PAUSE_NS = 5_000_000;

  final LiveModels<EncodedFrame> models = new LiveModels<>();
  final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final Vertx vertx = Vertx.vertx();
  volatile List<ConsumerStatus> consumers = List.of();
  volatile CommandSender commands = (_, _) -> new CompletableFuture<ModelEvent>();
  volatile ExampleSender examples = (_, _) -> new CompletableFuture<Integer>();
  final DashboardVerticle.Parts parts;
  final DashboardVerticle verticle;
  private final HttpClient client = vertx.createHttpClient();
  private final WebSocketClient webSocketClient =
      vertx.createWebSocketClient(
          new WebSocketClientOptions().setMaxConnections(1_000).setMaxMessageSize(8 << 20));

  TestServer(DashboardConfig config) throws Exception {
    this(config, Companions.none());
  }

  TestServer(DashboardConfig config, Companions companions) throws Exception {
    parts =
        new DashboardVerticle.Parts(
            config.withPort(0),
            Page.load(config.webroot()),
            models,
            (command, timeout) -> commands.publish(command, timeout),
            (model, sent) -> examples.publish(model, sent),
            companions,
            () -> consumers,
            new DashboardMetrics(registry),
            registry,
            InstantSource.fixed(Samples.TIME.plusSeconds(60)));
    verticle = new DashboardVerticle(parts);
    await(vertx.deployVerticle(verticle));
  }

  TestServer() throws Exception {
    this(DashboardConfig.defaults());
  }

  void put(SurfaceFrame frame) {
    models.putFrame(frame.model(), frame.spec(), EncodedFrame.of(frame));
  }

  /// An answer with its body.
  record Answer(HttpClientResponse head, Buffer body) {
    int status() {
      return head.statusCode();
    }

    String header(String name) {
      String value = head.getHeader(name);
      return value == null ? "" : value;
    }
  }

  Answer get(String uri) throws Exception {
    return request(HttpMethod.GET, uri, Map.of(), "");
  }

  Answer get(String uri, Map<String, String> headers) throws Exception {
    return request(HttpMethod.GET, uri, headers, "");
  }

  Answer request(HttpMethod method, String uri, Map<String, String> headers, String body)
      throws Exception {
    return await(
        open(method, uri)
            .compose(request -> {
              headers.forEach(request::putHeader);
              return request.send(body).compose(TestServer::withBody);
            }));
  }

  /// A request that has not been sent yet.
  Future<HttpClientRequest> open(HttpMethod method, String uri) {
    return client.request(method, verticle.port(), "127.0.0.1", uri);
  }

  /// To be called on the event loop, before the body arrives.
  private static Future<Answer> withBody(HttpClientResponse head) {
    return head.body().map(body -> new Answer(head, body));
  }

  WebSocket connect(String uri) throws Exception {
    return connect(uri, Map.of());
  }

  WebSocket connect(String uri, Map<String, String> headers) throws Exception {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions().setHost("127.0.0.1").setPort(verticle.port()).setURI(uri);
    headers.forEach(options::putHeader);
    CompletableFuture<WebSocket> connected = new CompletableFuture<>();
    vertx
        .getOrCreateContext()
        .runOnContext(_ ->
            webSocketClient
                .connect(options)
                .onSuccess(socket -> {
                  socket.pause();
                  connected.complete(socket);
                })
                .onFailure(connected::completeExceptionally));
    return connected.get(TIMEOUT_S, TimeUnit.SECONDS);
  }

  long count(String name, String... tags) {
    return (long) registry.get(name).tags(tags).meter().measure().iterator().next().getValue();
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(TIMEOUT_S, TimeUnit.SECONDS);
  }

  /// Waits until something has come to pass.
  static void eventually(Callable<Boolean> condition) throws Exception {
    long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_S);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadlineNs);
      LockSupport.parkNanos(PAUSE_NS);
    }
  }

  void close() throws Exception {
    await(vertx.close());
  }
}
