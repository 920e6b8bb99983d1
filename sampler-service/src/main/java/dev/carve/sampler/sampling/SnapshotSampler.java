package dev.carve.sampler.sampling;

import dev.carve.core.event.SurfaceFrame;
import dev.carve.sampler.SamplerMetrics;
import dev.carve.sampler.journal.JournalEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Draws the newest entry of each model and publishes the frame.
///
/// What cannot be drawn or published is logged, counted and left out. Runs on one thread until its
/// entries end.
public final class SnapshotSampler implements Runnable {
  private static final int MODELS_KEPT_READY = 32;
  private static final Logger log = LoggerFactory.getLogger(SnapshotSampler.class);

  private final NewestEntries entries;
  private final Consumer<SurfaceFrame> publisher;
  private final int gridPoints;
  private final SamplerMetrics metrics;
  private final Map<String, FrameEvaluation> evaluations =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FrameEvaluation> eldest) {
          return size() > MODELS_KEPT_READY;
        }
      };

  /// Draws what comes.
  ///
  /// @param entries what to draw
  /// @param publisher takes the frames, and does not return before it can take the next one
  /// @param gridPoints points wanted along each side of a surface
  /// @param metrics where frames are counted
  public SnapshotSampler(
      NewestEntries entries,
      Consumer<SurfaceFrame> publisher,
      int gridPoints,
      SamplerMetrics metrics) {
    this.entries = entries;
    this.publisher = publisher;
    this.gridPoints = gridPoints;
    this.metrics = metrics;
  }

  @Override
  public void run() {
    try {
      for (var entry = entries.take(); entry.isPresent(); entry = entries.take()) {
        draw(entry.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void draw(JournalEntry entry) {
    try {
      evaluate(entry).ifPresent(publisher);
      metrics.published();
    } catch (RuntimeException e) {
      metrics.failed();
      log.warn(
          "A frame was left out: model={}, run={}, step={}: {}",
          entry.snapshot().model(),
          entry.snapshot().run(),
          entry.step(),
          e.toString());
    }
  }

  private Optional<SurfaceFrame> evaluate(JournalEntry entry) {
    FrameEvaluation evaluation =
        evaluations.computeIfAbsent(entry.snapshot().model(), _ -> new FrameEvaluation(gridPoints));
    return Optional.ofNullable(metrics.evaluate().record(() -> evaluation.evaluate(entry)));
  }
}
