package dev.carve.standalone.demo;

import dev.carve.core.event.Floats;
import dev.carve.core.network.ModelSpec;
import dev.carve.dashboard.Companions;
import dev.carve.dashboard.DashboardConfig;
import dev.carve.dashboard.DashboardService;
import dev.carve.sampler.SamplerConfig;
import dev.carve.sampler.SamplerService;
import dev.carve.standalone.broker.EmbeddedBroker;
import dev.carve.standalone.broker.LocalPort;
import dev.carve.standalone.broker.TopicSetup;
import dev.carve.standalone.model.ModelCatalog;
import dev.carve.standalone.model.ModelCommands;
import dev.carve.standalone.model.ModelStatus;
import dev.carve.standalone.render.LibraryFilms;
import dev.carve.trainer.TrainerConfig;
import dev.carve.trainer.TrainerService;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything in one process: broker, sampler, dashboard, trainer and stream.
///
/// They start in this order and stop in the reverse one, so that whatever reads outlives what
/// writes to it.
public final class Demo implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Demo.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PARTITIONS = 1;

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final DemoPlan plan;
  private String bootstrapServers = "";
  private URI url = URI.create("");

  private Demo(DemoPlan plan) {
    this.plan = plan;
  }

  /// Starts everything and returns when the model is being trained.
  ///
  /// @param plan what to run
  /// @return the running demo
  /// @throws dev.carve.standalone.broker.PortInUseException if one of the ports is taken
  public static Demo start(DemoPlan plan) {
    LocalPort.free(plan.port());
    Demo demo = new Demo(plan);
    try {
      demo.start();
      return demo;
    } catch (RuntimeException | Error e) {
      demo.close();
      throw e;
    }
  }

  /// {@return where the page is}
  public URI url() {
    return url;
  }

  /// {@return where Kafka is}
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /// Stops everything, what writes before what reads.
  @Override
  public void close() {
    while (!running.isEmpty()) {
      AutoCloseable service = running.pop();
      try {
        service.close();
      } catch (Exception e) {
        log.warn("A service did not stop cleanly: {}", e.toString(), e);
      }
    }
  }

  private void start() {
    EmbeddedBroker broker = started(EmbeddedBroker.start(plan.data().broker(), plan.brokerPort()));
    bootstrapServers = broker.bootstrapServers();
    new TopicSetup(bootstrapServers, PATIENCE).createMissing(PARTITIONS);
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    SamplerConfig samplerConfig =
        SamplerConfig.defaults(bootstrapServers, plan.data().root())
            .withHttpPort(0)
            .withGridPoints(plan.gridPoints());
    SamplerService sampler = started(SamplerService.start(samplerConfig, registry));
    DashboardConfig dashboardConfig =
        DashboardConfig.defaults()
            .withPort(plan.port())
            .withBootstrapServers(bootstrapServers)
            .withSamplerUrl(sampler.httpUrl())
            .withReadOnly(plan.readOnly());
    StreamFeeds streams = new StreamFeeds(plan.data().root().resolve("streams"), bootstrapServers);
    Companions companions = new Companions(streams, new LibraryFilms(sampler.library()));
    url = started(DashboardService.start(dashboardConfig, registry, companions)).url();
    started(
        TrainerService.start(
            TrainerConfig.defaults(bootstrapServers, plan.data().trainer()), registry));
    ensureModel();
    started(streams).resume(plan, this::specOf);
  }

  private <T extends AutoCloseable> T started(T service) {
    running.push(service);
    return service;
  }

  private Optional<ModelSpec> specOf(String model) {
    return new ModelCatalog(bootstrapServers)
        .find(model)
        .map(status -> ModelSpec.parse(status.spec()));
  }

  private void ensureModel() {
    String name = plan.spec().name();
    Optional<ModelStatus> existing = new ModelCatalog(bootstrapServers).find(name);
    if (existing.isPresent()) {
      if (!existing.get().spec().equals(plan.spec().toYaml())) {
        log.warn(
            "The model {} was created with another spec and goes on with that; choose another name, or another --data",
            name);
      }
      return;
    }
    try (ModelCommands commands =
        new ModelCommands(bootstrapServers, PATIENCE, InstantSource.system())) {
      commands.create(plan.spec(), Floats.empty(), false);
    }
  }
}
