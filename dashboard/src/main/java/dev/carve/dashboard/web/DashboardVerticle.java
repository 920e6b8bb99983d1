package dev.carve.dashboard.web;

import dev.carve.dashboard.Companions;
import dev.carve.dashboard.DashboardConfig;
import dev.carve.dashboard.DashboardMetrics;
import dev.carve.dashboard.live.CommandSender;
import dev.carve.dashboard.live.ConsumerStatus;
import dev.carve.dashboard.live.ExampleSender;
import dev.carve.dashboard.live.LiveModels;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The HTTP server.
public final class DashboardVerticle extends VerticleBase {
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

  /// What the server needs.
  ///
  /// @param config where to listen and whom to ask
  /// @param page the page's files
  /// @param models the newest of every model
  /// @param commands carries out what viewers ask for
  /// @param examples gives models what viewers have for them
  /// @param companions what this process can do beside
  /// @param consumers tells how reading from Kafka goes
  /// @param metrics counts viewers and frames
  /// @param registry everything that is measured in this process
  /// @param clock the present time
  public record Parts(
      DashboardConfig config,
      Page page,
      LiveModels<EncodedFrame> models,
      CommandSender commands,
      ExampleSender examples,
      Companions companions,
      Supplier<List<ConsumerStatus>> consumers,
      DashboardMetrics metrics,
      PrometheusMeterRegistry registry,
      InstantSource clock) {}

  @Override
  public Future<?> start() {
    Routes routes = new Routes(vertx, context, parts);
    unsubscribe = parts.models().subscribe(routes::changed);
    vertx.setPeriodic(PING_PERIOD.toMillis(), _ -> routes.ping());
    return vertx
        .createHttpServer(serverOptions())
        .requestHandler(routes.router())
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
  ///
  /// @return the actual port where any free one was asked for
  public int port() {
    return port;
  }

  private static HttpServerOptions serverOptions() {
    return new HttpServerOptions()
        .setLogActivity(true)
        .setHttp2ClearTextEnabled(false)
        .setCompressionSupported(true)
        .setCompressionLevel(COMPRESSION_LEVEL)
        .setCompressionContentSizeThreshold(SMALLEST_COMPRESSED_BYTES)
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setMaxWebSocketMessageSize(LARGEST_VIEWER_MESSAGE_BYTES)
        .setSendBufferSize(SEND_BUFFER_BYTES)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setIdleTimeout((int) SILENCE_TOLERATED.toSeconds());
  }

  /// Requests that are not even HTTP never reach the router.
  private static void refuse(HttpServerRequest request) {
    Problem.of(400, "the request is not valid HTTP").send(request.response());
  }
}
