package dev.carve.dashboard.web;

import dev.carve.dashboard.DashboardConfig;
import dev.carve.dashboard.DashboardMetrics;
import dev.carve.dashboard.live.CommandSender;
import dev.carve.dashboard.live.ConsumerStatus;
import dev.carve.dashboard.live.LiveModels;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// One event loop of the HTTP server, and the map of its routes. All instances share one port.
public final class DashboardVerticle extends VerticleBase {
  private static final int LARGEST_SPEC_BYTES = 64 << 10;
  private static final int LARGEST_VIEWER_MESSAGE_BYTES = 4 << 10;
  private static final int SMALLEST_COMPRESSED_BYTES = 512;
  private static final int COMPRESSION_LEVEL = 4;
  private static final int SEND_BUFFER_BYTES = 256 << 10;
  private static final Duration PING_PERIOD = Duration.ofSeconds(30);
  private static final Duration SILENCE_TOLERATED = PING_PERIOD.multipliedBy(3);

  private final Parts parts;
  private Runnable unsubscribe = () -> {};
  private int port;

  /// A verticle to be deployed.
  ///
  /// @param parts what it serves
  public DashboardVerticle(Parts parts) {
    this.parts = parts;
  }

  /// What the server needs, the same for all its instances.
  ///
  /// @param config where to listen and whom to ask
  /// @param page the page's files
  /// @param models the newest of every model
  /// @param commands carries out what viewers ask for
  /// @param consumers tells how reading from Kafka goes
  /// @param metrics counts viewers and frames
  /// @param registry everything that is measured in this process
  /// @param clock the present time
  public record Parts(
      DashboardConfig config,
      Page page,
      LiveModels<EncodedFrame> models,
      CommandSender commands,
      Supplier<List<ConsumerStatus>> consumers,
      DashboardMetrics metrics,
      PrometheusMeterRegistry registry,
      InstantSource clock) {}

  @Override
  public Future<?> start() {
    SamplerClient sampler = new SamplerClient(vertx, parts.config().samplerUrl());
    LiveHandler live = new LiveHandler(context, parts.models(), parts.metrics(), parts.clock());
    RunHandler runs = new RunHandler(sampler, parts.metrics());
    unsubscribe = parts.models().subscribe(live::changed);
    vertx.setPeriodic(
        PING_PERIOD.toMillis(),
        _ -> {
          live.ping();
          runs.ping();
        });
    return vertx
        .createHttpServer(serverOptions())
        .requestHandler(router(live, runs))
        .invalidRequestHandler(DashboardVerticle::refuse)
        .listen(parts.config().port(), parts.config().host())
        .onSuccess(server -> port = server.actualPort());
  }

  @Override
  public Future<?> stop() {
    unsubscribe.run();
    return Future.succeededFuture();
  }

  /// The port it listens on, once started.
  public int port() {
    return port;
  }

  Router router(LiveHandler live, RunHandler runs) {
    ModelHandler models =
        new ModelHandler(
            parts.models(), parts.commands(), parts.config().commandTimeout(), parts.clock());
    HealthHandler health = new HealthHandler(parts.consumers(), parts.clock());
    Router router = Router.router(vertx);
    ProblemHandler.install(router);
    router.route().handler(new SecurityHeaders(parts.page()::contentSecurityPolicy));
    router.route().handler(new SameOriginPolicy(parts.config().host()));

    router.get("/api/models").handler(models::list);
    router
        .post("/api/models")
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST_SPEC_BYTES))
        .handler(models::create);
    router.get("/api/models/:model").handler(models::show);
    router.get("/api/events").handler(models::events);
    router.get("/api/live").handler(live);
    router.get("/api/runs").handler(runs::list);
    router.get("/api/runs/:run").handler(runs::show);
    router.get("/api/runs/:run/history").handler(runs::history);
    router.get("/api/runs/:run/frames").handler(runs::frames);
    router.get("/api/runs/:run/frames/:step").handler(runs::frame);
    router.get("/api/openapi.yaml").handler(parts.page()::openApi);
    router.get("/metrics").handler(this::metrics);
    router.get("/health/live").handler(health::live);
    router.get("/health/ready").handler(health::ready);
    router
        .routeWithRegex("/(?!api/|health/).*")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(parts.page());
    return router;
  }

  private void metrics(RoutingContext context) {
    context
        .response()
        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
        .putHeader("cache-control", "no-store")
        .end(parts.registry().scrape());
  }

  private static HttpServerOptions serverOptions() {
    return new HttpServerOptions()
        .setCompressionSupported(true)
        .setCompressionLevel(COMPRESSION_LEVEL)
        .setCompressionContentSizeThreshold(SMALLEST_COMPRESSED_BYTES)
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setMaxWebSocketMessageSize(LARGEST_VIEWER_MESSAGE_BYTES)
        .setSendBufferSize(SEND_BUFFER_BYTES)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setReadIdleTimeout((int) SILENCE_TOLERATED.toSeconds());
  }

  /// Requests that are not even HTTP never reach the router.
  private static void refuse(HttpServerRequest request) {
    Problem.of(400, "the request is not valid HTTP").send(request.response());
  }
}
