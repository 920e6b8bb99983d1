package dev.carve.dashboard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/// What an operator sees of the dashboard's own work. Safe for any number of threads.
public final class DashboardMetrics {
  private static final Duration[] AGE_BUCKETS =
      LongStream.of(10, 25, 50, 100, 150, 250, 500, 1_000, 2_500, 10_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final AtomicInteger liveViewers = new AtomicInteger();
  private final AtomicInteger runViewers = new AtomicInteger();
  private final Counter liveFrames;
  private final Counter runFrames;
  private final Counter conflatedFrames;
  private final Timer frameAge;

  /// Registers the meters.
  ///
  /// @param registry where they go
  public DashboardMetrics(MeterRegistry registry) {
    viewers(registry, "live", liveViewers);
    viewers(registry, "run", runViewers);
    liveFrames = framesSent(registry, "live");
    runFrames = framesSent(registry, "run");
    conflatedFrames =
        Counter.builder("dashboard.frames.conflated")
            .description(
                "Frames a viewer was not sent because a newer one came before he could take it")
            .register(registry);
    frameAge =
        Timer.builder("dashboard.frame.age")
            .description("Time from the minibatch to the sending of the frame it led to")
            .serviceLevelObjectives(AGE_BUCKETS)
            .register(registry);
  }

  /// A live view was opened.
  public void liveViewerCame() {
    liveViewers.incrementAndGet();
  }

  /// A live view was closed.
  public void liveViewerLeft() {
    liveViewers.decrementAndGet();
  }

  /// A view of a past run was opened.
  public void runViewerCame() {
    runViewers.incrementAndGet();
  }

  /// A view of a past run was closed.
  public void runViewerLeft() {
    runViewers.decrementAndGet();
  }

  /// A live frame was sent to one viewer.
  ///
  /// @param conflated how many frames this viewer was not sent since the one before
  public void liveFrameSent(long conflated) {
    liveFrames.increment();
    conflatedFrames.increment((double) conflated);
  }

  /// A frame that came while somebody watched was sent to him.
  ///
  /// @param age time since the minibatch that led to it
  public void frameAge(Duration age) {
    frameAge.record(age);
  }

  /// A frame of a past run was sent to one viewer.
  public void runFrameSent() {
    runFrames.increment();
  }

  private static void viewers(MeterRegistry registry, String of, AtomicInteger count) {
    Gauge.builder("dashboard.viewers", count, AtomicInteger::get)
        .description("Open WebSockets")
        .tag("of", of)
        .register(registry);
  }

  private static Counter framesSent(MeterRegistry registry, String of) {
    return Counter.builder("dashboard.frames.sent")
        .description("Frames sent to viewers")
        .tag("of", of)
        .register(registry);
  }
}
