package dev.carve.dashboard.live;

import dev.carve.core.event.Example;
import dev.carve.core.event.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/// Writes examples to the topic `examples`.
///
/// Sending blocks while Kafka is away or the producer's buffer is full, so it happens on a thread
/// of its own: callers never wait.
public final class ExamplePublisher implements ExampleSender, AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final Producer<byte[], byte[]> producer;
  private final KafkaClientMetrics meters;
  private final ExecutorService sending = Executors.newVirtualThreadPerTaskExecutor();

  /// A publisher with a producer of its own.
  ///
  /// @param bootstrapServers where Kafka is
  /// @param registry where the producer's own meters go
  public ExamplePublisher(String bootstrapServers, MeterRegistry registry) {
    KafkaClients clients = new KafkaClients(bootstrapServers, KafkaMeterFilter.over(registry));
    producer = clients.producer("dashboard-" + Topics.EXAMPLES.name());
    meters = clients.meters(producer);
  }

  @Override
  public CompletionStage<Integer> publish(String model, List<Example> examples) {
    CompletableFuture<Integer> taken = new CompletableFuture<>();
    if (examples.isEmpty()) {
      taken.complete(examples.size());
    } else {
      sending.execute(() -> send(model.getBytes(StandardCharsets.UTF_8), examples, taken));
    }
    return taken;
  }

  /// Sends nothing more.
  @Override
  public void close() {
    sending.shutdownNow();
    meters.close();
    producer.close(CLOSE_TIMEOUT);
  }

  private void send(byte[] key, List<Example> examples, CompletableFuture<Integer> taken) {
    AtomicInteger pending = new AtomicInteger(examples.size());
    try {
      for (Example example : examples) {
        if (taken.isCompletedExceptionally()) {
          return;
        }
        Future<RecordMetadata> _ =
            producer.send(
                new ProducerRecord<>(
                    Topics.EXAMPLES.name(), key, Topics.EXAMPLES.codec().encode(example)),
                (_, failure) -> {
                  if (failure != null) {
                    taken.completeExceptionally(failure);
                  } else if (pending.decrementAndGet() == 0) {
                    taken.complete(examples.size());
                  }
                });
      }
    } catch (KafkaException | IllegalStateException e) {
      taken.completeExceptionally(e);
    }
  }
}
