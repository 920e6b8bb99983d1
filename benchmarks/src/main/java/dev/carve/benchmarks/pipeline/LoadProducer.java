package dev.carve.benchmarks.pipeline;

import dev.carve.core.event.Topics;
import dev.carve.standalone.benchmark.BenchmarkRunException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Writes minibatches in large amounts. Closing waits until all are acknowledged. Owned by one
/// thread.
public final class LoadProducer implements AutoCloseable {
  private final MinibatchStream stream;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final byte[] key;

  /// Connects.
  ///
  /// @param bootstrapServers where Kafka is
  /// @param stream what to write
  public LoadProducer(String bootstrapServers, MinibatchStream stream) {
    this.stream = stream;
    this.key = stream.key();
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.BATCH_SIZE_CONFIG,
                Math.max(256 << 10, 4 * stream.minibatchBytes()),
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                8 << 20,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                64L << 20,
                ProducerConfig.ENABLE_METRICS_PUSH_CONFIG,
                false),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /// Writes one minibatch.
  ///
  /// @param index its place in the stream
  /// @param timeMs its timestamp, ms since 1970
  public void minibatch(long index, long timeMs) {
    send(new ProducerRecord<>(Topics.MINIBATCHES.name(), 0, timeMs, key, stream.at(index)));
  }

  /// Asks for the stream's model.
  public void askForModel() {
    send(new ProducerRecord<>(Topics.CONTROL.name(), 0, key, stream.createCommand()));
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    var _ =
        producer.send(
            record,
            (_, exception) -> {
              if (exception != null) {
                failure.set(exception);
              }
            });
  }

  /// Waits until all is acknowledged.
  ///
  /// @throws BenchmarkRunException if a record was not written
  public void flush() {
    producer.flush();
    Exception exception = failure.get();
    if (exception != null) {
      throw new BenchmarkRunException("all minibatches must be written: " + exception);
    }
  }

  @Override
  public void close() {
    try {
      flush();
    } finally {
      producer.close();
    }
  }
}
