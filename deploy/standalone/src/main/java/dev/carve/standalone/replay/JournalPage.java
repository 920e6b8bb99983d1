package dev.carve.standalone.replay;

import dev.carve.dashboard.Companions;
import dev.carve.dashboard.DashboardConfig;
import dev.carve.dashboard.DashboardService;
import dev.carve.dashboard.stream.DemoStreams;
import dev.carve.sampler.SamplerMetrics;
import dev.carve.sampler.http.SamplerServer;
import dev.carve.sampler.journal.RunDeletion;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.replay.FrameArchive;
import dev.carve.sampler.replay.MinibatchSource;
import dev.carve.sampler.replay.StepReconstruction;
import dev.carve.standalone.render.LibraryFilms;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;

/// The page on a journal alone: past runs, without a trainer.
public final class JournalPage implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final Vertx vertx;
  private final FrameArchive archive;
  private final DashboardService dashboard;

  private JournalPage(Vertx vertx, FrameArchive archive, DashboardService dashboard) {
    this.vertx = vertx;
    this.archive = archive;
    this.dashboard = dashboard;
  }

  /// Serves the page.
  ///
  /// @param library the runs, which the caller closes
  /// @param gridPoints points wanted along each side of a surface
  /// @param port where, 0 for any free port
  /// @return the page, to be closed
  /// @throws dev.carve.dashboard.DashboardStartException if the port is taken
  public static JournalPage start(RunLibrary library, int gridPoints, int port) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    FrameArchive archive = new FrameArchive(library, gridPoints, Clock.systemUTC());
    Vertx vertx = Vertx.vertx();
    try {
      SamplerServer server =
          SamplerServer.start(
                  vertx,
                  new SamplerServer.Parts(
                      library,
                      archive,
                      new StepReconstruction(library, MinibatchSource.none()),
                      run -> RunDeletion.delete(library.journal(), run),
                      new SamplerMetrics(registry)),
                  HOST,
                  0)
              .toCompletionStage()
              .toCompletableFuture()
              .join();
      DashboardConfig config =
          DashboardConfig.defaults()
              .withoutKafka()
              .withPort(port)
              .withSamplerUrl(URI.create("http://%s:%d".formatted(HOST, server.port())));
      Companions companions = new Companions(DemoStreams.none(), new LibraryFilms(library));
      return new JournalPage(vertx, archive, DashboardService.start(config, registry, companions));
    } catch (RuntimeException e) {
      close(vertx);
      archive.close();
      throw e;
    }
  }

  /// {@return where the page is}
  public URI url() {
    return dashboard.url();
  }

  private static void close(Vertx vertx) {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public void close() {
    dashboard.close();
    close(vertx);
    archive.close();
  }
}
