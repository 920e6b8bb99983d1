package dev.carve.sampler.http;

import dev.carve.sampler.SamplerMetrics;
import dev.carve.sampler.journal.RunDeletion;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.replay.FrameArchive;
import dev.carve.sampler.replay.MinibatchSource;
import dev.carve.sampler.replay.StepReconstruction;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

/// The sampler's server, listening on any free port until its Vert.x is closed.
final class StartedServer {
  private StartedServer() {}

  /// {@return its host and port}
  static String start(
      Vertx vertx,
      RunLibrary library,
      FrameArchive archive,
      MinibatchSource minibatches,
      MeterRegistry registry) {
    SamplerServer server =
        SamplerServer.start(
                vertx,
                new SamplerServer.Parts(
                    library,
                    archive,
                    new StepReconstruction(library, minibatches),
                    run -> RunDeletion.delete(library.journal(), run),
                    new SamplerMetrics(registry)),
                "127.0.0.1",
                0)
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    return "127.0.0.1:" + server.port();
  }
}
