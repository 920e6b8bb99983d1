package dev.carve.standalone.demo;

import dev.carve.trainer.stream.ExampleFeeder;
import dev.carve.trainer.stream.FeedFailedException;
import dev.carve.trainer.stream.SyntheticSource;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Feeds an endless stream on a thread of its own, from where it was left.
final class StreamFeed implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StreamFeed.class);
  private static final long REMEMBERED_EVERY_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long CLOSE_TIMEOUT_MS = 2_000;

  private final ExampleFeeder feeder;
  private final SyntheticSource stream;
  private final StreamPosition position;
  private final Thread thread;

  private StreamFeed(DemoPlan plan, String bootstrapServers) {
    this.feeder = ExampleFeeder.connect(bootstrapServers);
    this.stream = plan.stream();
    this.position =
        new StreamPosition(plan.data().root().resolve("streams").resolve(plan.streamName()));
    stream.seek(position.read());
    stream.labelFor(plan.spec().classes());
    this.thread =
        Thread.ofPlatform()
            .name("carve-feeder")
            .unstarted(() -> run(plan.spec().name(), plan.examplesPerSecond()));
  }

  static StreamFeed start(DemoPlan plan, String bootstrapServers) {
    StreamFeed feed = new StreamFeed(plan, bootstrapServers);
    feed.thread.start();
    return feed;
  }

  /// Sends nothing more; what was sent is acknowledged.
  @Override
  public void close() {
    feeder.stop();
    try {
      thread.join(CLOSE_TIMEOUT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    feeder.close();
  }

  private void run(String model, double examplesPerSecond) {
    long[] rememberedNs = {0};
    try {
      feeder.feed(
          stream,
          model,
          examplesPerSecond,
          progress -> {
            if (progress.elapsedNs() - rememberedNs[0] > REMEMBERED_EVERY_NS) {
              rememberedNs[0] = progress.elapsedNs();
              position.write(stream.position());
            }
          });
      position.write(stream.position());
    } catch (FeedFailedException e) {
      log.error("The stream stopped: {}", e.getMessage(), e);
    }
  }
}
