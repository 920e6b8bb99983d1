package dev.carve.standalone.fit;

import dev.carve.core.event.Topics;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.standalone.model.TopicRecords;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the metrics of one run on a thread of its own.
final class TrainingWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TrainingWatch.class);
  private static final long LOOK_INTERVAL_NS = Duration.ofMillis(5).toNanos();
  private static final Duration STALLED = Duration.ofSeconds(60);

  private final String run;
  private final TopicRecords<TrainingMetrics> metrics;
  private final Consumer<TrainingMetrics> listener;
  private final BooleanSupplier interrupted;
  private final Thread thread;
  private volatile @Nullable TrainingMetrics newest;
  private volatile @Nullable TrainingMetrics end;
  private volatile long endedNs;
  private volatile boolean closed;

  private TrainingWatch(
      TopicRecords<TrainingMetrics> metrics,
      String run,
      Consumer<TrainingMetrics> listener,
      BooleanSupplier interrupted) {
    this.run = run;
    this.metrics = metrics;
    this.listener = listener;
    this.interrupted = interrupted;
    this.thread = Thread.ofPlatform().daemon().name("carve-watch").unstarted(this::run);
  }

  /// Follows a run from where the topic ends now.
  ///
  /// @param listener hears all of its metrics, on the watch's thread
  /// @param interrupted whether nobody waits for the end any more
  static TrainingWatch start(
      String bootstrapServers,
      String run,
      Consumer<TrainingMetrics> listener,
      BooleanSupplier interrupted) {
    TrainingWatch watch =
        new TrainingWatch(
            new TopicRecords<>(bootstrapServers, Topics.METRICS), run, listener, interrupted);
    watch.thread.start();
    return watch;
  }

  /// How many examples have been trained on, as far as is known.
  long examplesSeen() {
    TrainingMetrics known = newest;
    return known == null ? 0 : known.examplesSeen();
  }

  /// When the metrics after the last example arrived, by the system's nanosecond clock.
  long endedNs() {
    return endedNs;
  }

  /// Waits until no more than `count` examples are on their way to the trainer, or training stands
  /// still.
  void awaitBacklog(long sent, long count) {
    Optional<TrainingMetrics> nothing = Optional.empty();
    awaitUnlessStalled(() -> sent - examplesSeen() <= count ? nothing : null);
  }

  /// Waits for the metrics after the last example.
  ///
  /// @throws FitFailedException if training stands still
  TrainingMetrics awaitEnd() {
    return awaitUnlessStalled(() -> end);
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Look<T> {
    @Nullable T take();
  }

  private <T> T awaitUnlessStalled(Look<T> look) {
    long seen = examplesSeen();
    long sinceNs = System.nanoTime();
    while (true) {
      T value = look.take();
      if (value != null) {
        return value;
      }
      if (interrupted.getAsBoolean()) {
        throw new FitFailedException("the fit was interrupted: examples=" + examplesSeen());
      }
      LockSupport.parkNanos(LOOK_INTERVAL_NS);
      if (examplesSeen() != seen) {
        seen = examplesSeen();
        sinceNs = System.nanoTime();
      } else if (System.nanoTime() - sinceNs > STALLED.toNanos()) {
        throw new FitFailedException(
            "training stands still for %d s: examples=%d".formatted(STALLED.toSeconds(), seen));
      }
    }
  }

  private void run() {
    try (metrics) {
      while (!closed) {
        metrics.readNew(this::note);
      }
    } catch (KafkaException e) {
      log.warn("The progress of training is not known any more: {}", e.getMessage(), e);
    }
  }

  private void note(TrainingMetrics figures) {
    if (figures.run().equals(run)) {
      newest = figures;
      listener.accept(figures);
      if (figures.endOfInput()) {
        endedNs = System.nanoTime();
        end = figures;
      }
    }
  }
}
