package dev.carve.trainer.stream;

import dev.carve.core.event.Codec;
import dev.carve.core.event.Example;
import dev.carve.core.event.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Sends the examples of a source to the topic `examples`, in their order, at a chosen rate.
///
/// One feed at a time, on the thread that calls {@link #feed}; {@link #stop} may be called from any
/// thread.
public final class ExampleFeeder implements AutoCloseable {
  private static final long REPORT_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LONGEST_WAIT_NS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long SHORTEST_WAIT_NS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final String CLIENT_ID = "carve-feeder";
  private static final int CHECKED_EVERY = 64; // examples between two looks at the clock

  private final Producer<byte[], byte[]> producer;
  private final LongSupplier nanoClock;
  private final Waiting waiting;
  private final Codec<Example> codec = Topics.EXAMPLES.codec();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private volatile boolean stopped;
  private volatile long sent; // written by the feeding thread alone

  /// How the feeding thread lets time pass; a test moves its clock instead.
  @FunctionalInterface
  interface Waiting {
    void await(long nanos);
  }

  ExampleFeeder(Producer<byte[], byte[]> producer, LongSupplier nanoClock, Waiting waiting) {
    this.producer = producer;
    this.nanoClock = nanoClock;
    this.waiting = waiting;
  }

  /// A feeder with a producer of its own, tuned for many small examples.
  ///
  /// @param bootstrapServers where Kafka is
  /// @return the feeder; it connects when it sends its first example
  public static ExampleFeeder connect(String bootstrapServers) {
    return connect(bootstrapServers, CLIENT_ID);
  }

  /// A feeder beside others in one process.
  ///
  /// @param bootstrapServers where Kafka is
  /// @param name what tells it from the others
  /// @return the feeder; it connects when it sends its first example
  public static ExampleFeeder named(String bootstrapServers, String name) {
    return connect(bootstrapServers, CLIENT_ID + "-" + name);
  }

  private static ExampleFeeder connect(String bootstrapServers, String clientId) {
    return new ExampleFeeder(
        new KafkaProducer<>(
            producerConfig(bootstrapServers, clientId),
            new ByteArraySerializer(),
            new ByteArraySerializer()),
        System::nanoTime,
        LockSupport::parkNanos);
  }

  static Map<String, Object> producerConfig(String bootstrapServers, String clientId) {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ProducerConfig.CLIENT_ID_CONFIG,
        clientId,
        ProducerConfig.ACKS_CONFIG,
        "all",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        true,
        ProducerConfig.BATCH_SIZE_CONFIG,
        256 << 10,
        ProducerConfig.LINGER_MS_CONFIG,
        5,
        ProducerConfig.BUFFER_MEMORY_CONFIG,
        64L << 20,
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        16 << 20,
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        30_000,
        ProducerConfig.ENABLE_METRICS_PUSH_CONFIG,
        false);
  }

  /// Sends examples until the source ends or {@link #stop} is called; what was sent is acknowledged
  /// when this returns.
  ///
  /// @param source what to send; it stays open
  /// @param model the record key of all examples that do not name a model themselves
  /// @param perSecond examples a second, above 0; infinite for as fast as Kafka takes them
  /// @param listener hears how far it has come
  /// @return the last progress
  /// @throws FeedFailedException if Kafka does not take an example
  public FeedProgress feed(
      ExampleSource source, String model, double perSecond, FeedProgress.Listener listener) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("rate must be above 0: rate=" + perSecond);
    }
    return feed(source, model, new FeedRate(perSecond), listener);
  }

  /// The same at a rate that may be changed meanwhile.
  ///
  /// @param source what to send; it stays open
  /// @param model the record key of all examples that do not name a model themselves
  /// @param rate examples a second
  /// @param listener hears how far it has come
  /// @return the last progress
  /// @throws FeedFailedException if Kafka does not take an example
  public FeedProgress feed(
      ExampleSource source, String model, FeedRate rate, FeedProgress.Listener listener) {
    Feed feed = new Feed(source, listener);
    TokenBucket bucket = new TokenBucket(rate, nanoClock);
    byte[] key = model.getBytes(StandardCharsets.UTF_8);
    while (!stopped) {
      long waitNs = bucket.take();
      if (waitNs > 0) {
        waiting.await(Math.clamp(waitNs, SHORTEST_WAIT_NS, LONGEST_WAIT_NS));
        feed.reportWhenDue();
        continue;
      }
      Optional<Example> example = source.next();
      if (example.isEmpty()) {
        break;
      }
      send(key, example.get());
      feed.sent();
    }
    flush();
    return feed.end();
  }

  /// Sends the mark that ends a bounded input and returns when it is acknowledged.
  ///
  /// @param model the record key, which names the model
  /// @throws FeedFailedException if Kafka does not take it
  public void markEndOfInput(String model) {
    send(model.getBytes(StandardCharsets.UTF_8), Example.endOfInputMark());
    flush();
  }

  /// Ends the feed that is under way, and all later ones, soon.
  public void stop() {
    stopped = true;
  }

  /// {@return whether the feed was asked to end}
  public boolean isStopped() {
    return stopped;
  }

  /// {@return how many examples have been given to the producer}
  public long sent() {
    return sent;
  }

  /// Closes the producer; what it still holds is sent within the time that a person waits.
  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }

  private void send(byte[] modelKey, Example example) {
    throwFailure();
    byte[] key =
        example.model().isEmpty() ? modelKey : example.model().getBytes(StandardCharsets.UTF_8);
    try {
      var _ =
          producer.send(
              new ProducerRecord<>(Topics.EXAMPLES.name(), key, codec.encode(example)),
              (metadata, exception) -> {
                if (exception != null) {
                  failure.compareAndSet(null, exception);
                }
              });
    } catch (InterruptException e) {
      stop();
    } catch (KafkaException | IllegalStateException e) {
      throw new FeedFailedException(Topics.EXAMPLES.name(), e);
    }
  }

  private void flush() {
    try {
      producer.flush();
    } catch (InterruptException e) {
      stop();
    }
    throwFailure();
  }

  private void throwFailure() {
    Exception exception = failure.get();
    if (exception != null) {
      throw new FeedFailedException(Topics.EXAMPLES.name(), exception);
    }
  }

  /// What one call of `feed` counts.
  private final class Feed {
    private final ExampleSource source;
    private final FeedProgress.Listener listener;
    private final long beganNs = nanoClock.getAsLong();
    private long examples;
    private long reportedNs = beganNs;
    private long reportedExamples;

    private Feed(ExampleSource source, FeedProgress.Listener listener) {
      this.source = source;
      this.listener = listener;
    }

    private void sent() {
      examples++;
      sent = examples;
      if (examples % CHECKED_EVERY == 0) {
        reportWhenDue();
      }
    }

    private void reportWhenDue() {
      long nowNs = nanoClock.getAsLong();
      if (nowNs - reportedNs >= REPORT_INTERVAL_NS) {
        listener.accept(progress(examples - reportedExamples, nowNs - reportedNs, nowNs));
        reportedNs = nowNs;
        reportedExamples = examples;
      }
    }

    private FeedProgress end() {
      long nowNs = nanoClock.getAsLong();
      FeedProgress progress = progress(examples, nowNs - beganNs, nowNs);
      listener.accept(progress);
      return progress;
    }

    private FeedProgress progress(long recentExamples, long recentNs, long nowNs) {
      double perSecond = recentNs <= 0 ? 0 : recentExamples * 1e9 / recentNs;
      OptionalDouble fraction = source.fraction();
      return new FeedProgress(examples, perSecond, fraction, source.skipped(), nowNs - beganNs);
    }
  }
}
