package dev.carve.standalone.verify;

import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Sends records, each once and in order: commands at once, minibatches at a steady pace up to
/// where it is allowed.
final class MinibatchFeed implements AutoCloseable {
  private static final int PAUSE_MS = 10;

  private final MinibatchStream stream;
  private final Producer<byte[], byte[]> producer;
  private final AtomicInteger allowed = new AtomicInteger();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final Thread thread;
  private final int atOnce;
  private volatile boolean stopped;

  private MinibatchFeed(String bootstrapServers, MinibatchStream stream, int perSecond) {
    this.stream = stream;
    this.atOnce = Math.max(1, perSecond * PAUSE_MS / 1000);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ENABLE_METRICS_PUSH_CONFIG,
                false,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                200),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.thread = Thread.ofPlatform().name("carve-verify-feed").daemon().unstarted(this::feed);
  }

  /// @param perSecond the pace
  static MinibatchFeed start(String bootstrapServers, MinibatchStream stream, int perSecond) {
    MinibatchFeed feed = new MinibatchFeed(bootstrapServers, stream, perSecond);
    feed.thread.start();
    return feed;
  }

  /// Sends a record at once.
  void send(ProducerRecord<byte[], byte[]> sent) {
    Future<?> _ =
        producer.send(
            sent,
            (_, exception) -> {
              if (exception != null) {
                failure.compareAndSet(null, exception);
              }
            });
  }

  /// Lets the first minibatches of the stream be sent.
  ///
  /// @param count how many
  void allow(int count) {
    allowed.set(Math.min(count, stream.size()));
  }

  /// @throws VerificationFailedException if a record was not taken
  void requireSuccess() {
    Exception exception = failure.get();
    if (exception != null) {
      throw new VerificationFailedException("the broker must take every minibatch: " + exception);
    }
  }

  private void feed() {
    int sent = 0;
    while (!stopped) {
      int until = Math.min(allowed.get(), sent + atOnce);
      while (sent < until) {
        send(stream.recordAt(sent++));
      }
      Patience.pause(PAUSE_MS);
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
