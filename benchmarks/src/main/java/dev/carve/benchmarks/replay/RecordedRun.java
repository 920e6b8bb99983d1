package dev.carve.benchmarks.replay;

import dev.carve.benchmarks.journal.TrainedSnapshots;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.surface.SurfacePlane;
import dev.carve.sampler.journal.RunJournal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/// A run in a journal, twenty snapshots a second.
public final class RecordedRun {
  /// Its name.
  public static final String RUN = "benchmark-run";

  private static final long INTERVAL_US = Duration.ofMillis(50).toNanos() / 1_000;

  private RecordedRun() {}

  /// Writes it.
  ///
  /// @param journal directory
  /// @param network sizes of the layers, and the activation of the hidden ones
  /// @param snapshots how many
  public static void write(Path journal, String network, int snapshots) {
    TrainedSnapshots trained = new TrainedSnapshots(network, RUN);
    ParameterSnapshot next = trained.next(INTERVAL_US);
    SurfacePlane plane = trained.plane(next);
    try (RunJournal appender = RunJournal.open(journal, next, Clock.systemUTC())) {
      for (int i = 0; i < snapshots; i++) {
        appender.append(next, plane);
        next = trained.next(INTERVAL_US);
      }
    }
  }
}
