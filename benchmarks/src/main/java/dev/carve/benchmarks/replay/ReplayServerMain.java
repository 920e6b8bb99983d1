package dev.carve.benchmarks.replay;

import dev.carve.benchmarks.measurement.Answers;
import dev.carve.sampler.SamplerMetrics;
import dev.carve.sampler.http.SamplerServer;
import dev.carve.sampler.journal.RunDeletion;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.replay.FrameArchive;
import dev.carve.sampler.replay.MinibatchSource;
import dev.carve.sampler.replay.StepReconstruction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/// The process of the sampler's server. It answers `port`.
public final class ReplayServerMain {
  private static final int GRID_POINTS = 64;

  private ReplayServerMain() {}

  /// Serves until standard input ends.
  ///
  /// @param arguments directory of the journal
  /// @throws IOException if standard input cannot be read
  public static void main(String[] arguments) throws IOException {
    Vertx vertx = Vertx.vertx();
    try (RunLibrary library = new RunLibrary(Path.of(arguments[0]), Clock.systemUTC());
        FrameArchive archive = new FrameArchive(library, GRID_POINTS, Clock.systemUTC())) {
      SamplerServer server =
          SamplerServer.start(
                  vertx,
                  new SamplerServer.Parts(
                      library,
                      archive,
                      new StepReconstruction(library, MinibatchSource.none()),
                      run -> RunDeletion.delete(library.journal(), run),
                      new SamplerMetrics(new SimpleMeterRegistry())),
                  "127.0.0.1",
                  0)
              .toCompletionStage()
              .toCompletableFuture()
              .join();
      Answers.serve(_ -> server.port());
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
