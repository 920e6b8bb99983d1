package dev.carve.standalone.demo;

import dev.carve.core.network.ModelSpec;
import dev.carve.trainer.stream.ExampleFeeder;
import dev.carve.trainer.stream.FeedFailedException;
import dev.carve.trainer.stream.FeedRate;
import dev.carve.trainer.stream.SyntheticSource;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Feeds an endless stream to a model on a thread of its own, from where it was left.
final class StreamFeed implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StreamFeed.class);
  private static final long REMEMBERED_EVERY_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long CLOSE_TIMEOUT_MS = 2_000;

  private final ExampleFeeder feeder;
  private final SyntheticSource stream;
  private final StreamPosition position;
  private final FeedRate rate;
  private final Thread thread;

  private StreamFeed(
      ExampleFeeder feeder,
      ModelSpec model,
      SyntheticSource stream,
      StreamPosition position,
      FeedRate rate) {
    this.feeder = feeder;
    this.stream = stream;
    this.position = position;
    this.rate = rate;
    stream.seek(position.read());
    this.thread =
        Thread.ofPlatform().name("carve-feeder-" + model.name()).unstarted(() -> run(model.name()));
  }

  /// Begins to feed.
  ///
  /// @param feeder closed with the feed
  /// @param model whom to feed
  /// @param stream the examples, labelled for the model
  /// @param position how far they have been fed
  /// @param rate examples a second, which may be changed later
  static StreamFeed start(
      ExampleFeeder feeder,
      ModelSpec model,
      SyntheticSource stream,
      StreamPosition position,
      FeedRate rate) {
    StreamFeed feed = new StreamFeed(feeder, model, stream, position, rate);
    feed.thread.start();
    return feed;
  }

  /// Whether examples are being sent.
  boolean isRunning() {
    return thread.isAlive() && rate.perSecond() > 0;
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

  private void run(String model) {
    long[] rememberedNs = {0};
    try {
      feeder.feed(
          stream,
          model,
          rate,
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
