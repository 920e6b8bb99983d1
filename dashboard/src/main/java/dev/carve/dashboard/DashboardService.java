package dev.carve.dashboard;

import dev.carve.dashboard.live.KafkaLink;
import dev.carve.dashboard.live.LiveConsumers;
import dev.carve.dashboard.live.LiveModels;
import dev.carve.dashboard.web.DashboardVerticle;
import dev.carve.dashboard.web.EncodedFrame;
import dev.carve.dashboard.web.Page;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The dashboard at work: Kafka's newest on one side, the HTTP server on the other. Read this
/// first.
public final class DashboardService implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DashboardService.class);
  private static final long START_TIMEOUT_S = 30;
  private static final long STOP_TIMEOUT_S = 3;

  private final Vertx vertx;
  private final Optional<KafkaLink> kafka;
  private final URI url;

  private DashboardService(Vertx vertx, Optional<KafkaLink> kafka, URI url) {
    this.vertx = vertx;
    this.kafka = kafka;
    this.url = url;
  }

  /// Starts everything and returns when the page can be opened. Kafka and the sampler may come
  /// later. Without Kafka, past runs are shown.
  ///
  /// @param config where to listen and whom to ask
  /// @param registry where measurements go, shared by all services of the process
  /// @return the running service
  /// @throws DashboardStartException if the port is taken or the page cannot be read
  public static DashboardService start(DashboardConfig config, PrometheusMeterRegistry registry) {
    return start(config, registry, Companions.none());
  }

  /// The same beside what else this process can do.
  ///
  /// @param config where to listen and whom to ask
  /// @param registry where measurements go, shared by all services of the process
  /// @param companions what viewers may ask for
  /// @return the running service
  /// @throws DashboardStartException if the port is taken or the page cannot be read
  public static DashboardService start(
      DashboardConfig config, PrometheusMeterRegistry registry, Companions companions) {
    InstantSource clock = InstantSource.system();
    LiveModels<EncodedFrame> models = new LiveModels<>();
    Optional<KafkaLink> kafka =
        config.hasKafka() ? Optional.of(link(config, models, registry, clock)) : Optional.empty();
    ProcessMeters.bindTo(registry);
    Vertx vertx = vertx(registry);
    try {
      DashboardVerticle verticle =
          new DashboardVerticle(
              new DashboardVerticle.Parts(
                  config,
                  Page.load(config.webroot()),
                  models,
                  kafka.map(KafkaLink::commands).orElseGet(KafkaLink::noCommands),
                  kafka.map(KafkaLink::examples).orElseGet(KafkaLink::noExamples),
                  companions,
                  () -> kafka.map(KafkaLink::statuses).orElseGet(List::of),
                  new DashboardMetrics(registry),
                  registry,
                  clock));
      await(vertx.deployVerticle(verticle, new DeploymentOptions()), START_TIMEOUT_S);
      URI url = URI.create("http://%s:%d/".formatted(authority(config.host()), verticle.port()));
      kafka.ifPresent(KafkaLink::start);
      log.info("The dashboard is at {}", url);
      return new DashboardService(vertx, kafka, url);
    } catch (Exception e) {
      kafka.ifPresent(KafkaLink::close);
      vertx.close();
      throw startFailure(config, e);
    }
  }

  /// Where the page is.
  ///
  /// @return an address for a browser on this machine, ending in a slash
  public URI url() {
    return url;
  }

  /// Stops everything, and waits for that a few seconds at most.
  @Override
  public void close() {
    kafka.ifPresent(KafkaLink::close);
    try {
      await(vertx.close(), STOP_TIMEOUT_S);
    } catch (Exception e) {
      log.warn("The HTTP server did not stop in time: {}", e.toString());
    }
  }

  private static KafkaLink link(
      DashboardConfig config,
      LiveModels<EncodedFrame> models,
      PrometheusMeterRegistry registry,
      InstantSource clock) {
    return new KafkaLink(
        config.bootstrapServers(),
        new LiveConsumers.Sinks(
            frame -> models.putFrame(frame.model(), frame.spec(), EncodedFrame.of(frame)),
            models::putMetrics,
            models::putEvent),
        registry,
        clock);
  }

  private static Vertx vertx(PrometheusMeterRegistry registry) {
    MicrometerMetricsOptions metrics =
        new MicrometerMetricsOptions()
            .addDisabledMetricsCategory(MetricsDomain.EVENT_BUS)
            .addDisabledMetricsCategory(MetricsDomain.NAMED_POOLS)
            .setEnabled(true);
    return Vertx.builder()
        .with(new VertxOptions().setMetricsOptions(metrics))
        .withMetrics(new MicrometerMetricsFactory(registry))
        .build();
  }

  private static <T> T await(Future<T> future, long seconds) throws Exception {
    try {
      return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw e;
    }
  }

  private static String authority(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private static DashboardStartException startFailure(DashboardConfig config, Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return switch (cause) {
      case BindException _ ->
          new DashboardStartException(
              "port must be free: port=%d, host=%s; stop the program that listens there or choose another port (--port)"
                  .formatted(config.port(), config.host()),
              cause);
      case IOException _ ->
          new DashboardStartException("the page cannot be read: " + cause.getMessage(), cause);
      case TimeoutException _ ->
          new DashboardStartException(
              "the HTTP server must start within %d s".formatted(START_TIMEOUT_S), cause);
      default ->
          new DashboardStartException("the dashboard cannot start: " + cause.getMessage(), cause);
    };
  }
}
