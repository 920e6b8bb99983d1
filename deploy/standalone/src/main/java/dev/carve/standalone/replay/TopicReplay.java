package dev.carve.standalone.replay;

import dev.carve.sampler.replay.ReplaySession;
import dev.carve.sampler.replay.ReplayedFrame;
import dev.carve.standalone.broker.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Publishes the frames of a replay, keyed by model, each when it is due.
///
/// A frame that is late is published at once, and those that are overtaken meanwhile are left out;
/// as fast as possible, every one is published. Runs on one thread; another may stop it.
public final class TopicReplay implements AutoCloseable {
  private static final int BATCH_BYTES = 1 << 20;
  private static final int BUFFER_BYTES = 64 << 20;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private long published;
  private long lastStep;

  /// What came of it.
  ///
  /// @param frames how many were published
  /// @param lastStep the step of the last one
  public record Outcome(long frames, long lastStep) {}

  /// Publishes on a topic, which is there.
  ///
  /// @param bootstrapServers where Kafka is
  /// @param topic the topic's name
  public TopicReplay(String bootstrapServers, String topic) {
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG,
                "carve-replay",
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                EmbeddedBroker.MAXIMUM_MESSAGE_BYTES,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                (long) BUFFER_BYTES),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /// Publishes until the replay ends or is stopped.
  ///
  /// @param model the records' key
  /// @param session gives the frames
  /// @param progress is told the step of each frame
  /// @return what came of it
  /// @throws KafkaException if a frame cannot be published
  public Outcome run(String model, ReplaySession session, LongConsumer progress) {
    byte[] key = model.getBytes(StandardCharsets.UTF_8);
    boolean paced = session.course().isPaced();
    long beganNs = System.nanoTime();
    while (true) {
      long elapsedNs = System.nanoTime() - beganNs;
      List<ReplayedFrame> frames =
          paced ? session.next(elapsedNs).stream().toList() : session.nextBatch(BATCH_BYTES);
      if (frames.isEmpty()) {
        break;
      }
      for (ReplayedFrame frame : frames) {
        if (isStoppedWithin(frame.dueNs() - (System.nanoTime() - beganNs))) {
          return ended();
        }
        publish(key, frame);
        progress.accept(frame.step());
      }
    }
    return ended();
  }

  private boolean isStoppedWithin(long ns) {
    try {
      return stopped.await(Math.max(0, ns), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void publish(byte[] key, ReplayedFrame frame) {
    throwFailure();
    var _ =
        producer.send(
            new ProducerRecord<>(topic, key, frame.bytes()),
            (_, exception) -> {
              if (exception != null) {
                failure.compareAndSet(null, exception);
              }
            });
    published++;
    lastStep = frame.step();
  }

  private Outcome ended() {
    producer.flush();
    throwFailure();
    return new Outcome(published, lastStep);
  }

  private void throwFailure() {
    Exception first = failure.get();
    if (first != null) {
      throw new KafkaException(
          "a frame must be published: topic=%s, %s".formatted(topic, first.getMessage()), first);
    }
  }

  /// Ends the replay after the frame that is being published.
  public void stop() {
    stopped.countDown();
  }

  @Override
  public void close() {
    producer.close();
  }
}
