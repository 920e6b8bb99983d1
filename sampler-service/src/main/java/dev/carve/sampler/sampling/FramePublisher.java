package dev.carve.sampler.sampling;

import dev.carve.core.event.SurfaceFrame;
import dev.carve.core.event.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/// Publishes frames on topic `frames`, keyed by model.
///
/// It waits until a frame is there before it takes the next, so that a slow broker makes the
/// sampler skip to newer snapshots instead of queueing frames that nobody wants to see any more.
public final class FramePublisher implements Consumer<SurfaceFrame>, AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final Producer<byte[], byte[]> producer;
  private final Duration timeout;

  /// Publishes with this producer, which it closes.
  ///
  /// @param producer to any broker
  /// @param timeout how long to wait for a frame to be there
  public FramePublisher(Producer<byte[], byte[]> producer, Duration timeout) {
    this.producer = producer;
    this.timeout = timeout;
  }

  @Override
  public void accept(SurfaceFrame frame) {
    byte[] key = frame.model().getBytes(StandardCharsets.UTF_8);
    byte[] value = Topics.FRAMES.codec().encode(frame);
    try {
      producer
          .send(new ProducerRecord<>(Topics.FRAMES.name(), key, value))
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("A frame was not published within " + timeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while a frame was published", e);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
