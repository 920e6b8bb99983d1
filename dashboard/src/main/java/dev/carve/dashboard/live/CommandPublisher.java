package dev.carve.dashboard.live;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/// Writes commands to the topic `control` and waits for the events that answer them.
///
/// Sending may block while Kafka is away, so it happens on a thread of its own: callers never wait.
public final class CommandPublisher implements CommandSender, AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final Producer<byte[], byte[]> producer;
  private final KafkaClientMetrics meters;
  private final ExecutorService sending = Executors.newVirtualThreadPerTaskExecutor();
  private final PendingCommands pending = new PendingCommands();

  /// A publisher with a producer of its own.
  ///
  /// @param bootstrapServers where Kafka is
  /// @param registry where the producer's own meters go
  public CommandPublisher(String bootstrapServers, MeterRegistry registry) {
    KafkaClients clients = new KafkaClients(bootstrapServers, KafkaMeterFilter.over(registry));
    producer = clients.producer("dashboard-" + Topics.CONTROL.name());
    meters = clients.meters(producer);
  }

  @Override
  public CompletionStage<ModelEvent> publish(ControlCommand command, Duration timeout) {
    CompletionStage<ModelEvent> answer = pending.await(command.id(), timeout);
    sending.execute(() -> send(command));
    return answer;
  }

  /// Takes note of an event, which may be the answer to a command.
  ///
  /// @param event what happened to a model
  public void answer(ModelEvent event) {
    pending.answer(event);
  }

  /// Sends nothing more.
  @Override
  public void close() {
    sending.shutdownNow();
    meters.close();
    producer.close(CLOSE_TIMEOUT);
  }

  private void send(ControlCommand command) {
    try {
      Future<RecordMetadata> _ =
          producer.send(
              new ProducerRecord<>(
                  Topics.CONTROL.name(),
                  command.model().getBytes(StandardCharsets.UTF_8),
                  Topics.CONTROL.codec().encode(command)),
              (_, failure) -> {
                if (failure != null) {
                  pending.fail(command.id(), failure);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      pending.fail(command.id(), e);
    }
  }
}
