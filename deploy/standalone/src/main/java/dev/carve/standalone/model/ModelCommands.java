package dev.carve.standalone.model;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.Floats;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.Topics;
import dev.carve.core.network.ModelSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Asks the trainer for something and waits for its answer. Owned by one thread.
public final class ModelCommands implements AutoCloseable {
  /// How long people wait for an answer.
  public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final Duration timeout;
  private final KafkaProducer<byte[], byte[]> producer;
  private final TopicRecords<ModelEvent> events;

  /// Connects to the topics `control` and `events`.
  ///
  /// @param bootstrapServers where Kafka is
  /// @param timeout how long to wait for an answer
  /// @param clock what time commands carry
  public ModelCommands(String bootstrapServers, Duration timeout, InstantSource clock) {
    this.clock = clock;
    this.timeout = timeout;
    this.events = new TopicRecords<>(bootstrapServers, Topics.EVENTS);
    this.producer =
        new KafkaProducer<>(
            producerConfig(bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /// Asks for a new model.
  ///
  /// @param spec what it is to be; its name must be new
  /// @param initialParameters θ to begin with, empty for the spec's own initialisation
  /// @param cutBySizeAlone whether minibatches are never cut for their age
  /// @return the event that answers
  /// @throws CommandRejectedException if the trainer refuses
  /// @throws NoAnswerException if no trainer answers in time
  public ModelEvent create(ModelSpec spec, Floats initialParameters, boolean cutBySizeAlone) {
    return send(
        new ControlCommand(
            UUID.randomUUID().toString(),
            spec.name(),
            ControlCommand.Type.CREATE,
            spec.toYaml(),
            initialParameters,
            cutBySizeAlone,
            0,
            clock.instant()));
  }

  /// Asks for a new model that goes on from a step of another.
  ///
  /// @param spec what it is to be; its name must be new
  /// @param origin the step, with all that the next one needs
  /// @return the event that answers
  /// @throws CommandRejectedException if the trainer refuses
  /// @throws NoAnswerException if no trainer answers in time
  public ModelEvent fork(ModelSpec spec, ParameterSnapshot origin) {
    return send(
        ControlCommand.fork(
            UUID.randomUUID().toString(), spec.name(), spec.toYaml(), origin, clock.instant()));
  }

  /// Asks for something that needs no arguments.
  ///
  /// @param model the model's name
  /// @param type what is asked for
  /// @return the event that answers
  /// @throws CommandRejectedException if the trainer refuses
  /// @throws NoAnswerException if no trainer answers in time
  public ModelEvent ask(String model, ControlCommand.Type type) {
    return send(ControlCommand.of(UUID.randomUUID().toString(), model, type, clock.instant()));
  }

  /// Asks for further steps of a frozen model.
  ///
  /// @param model the model's name
  /// @param steps how many
  /// @return the event that answers
  /// @throws CommandRejectedException if the trainer refuses
  /// @throws NoAnswerException if no trainer answers in time
  public ModelEvent takeSteps(String model, int steps) {
    return send(
        ControlCommand.takeSteps(UUID.randomUUID().toString(), model, steps, clock.instant()));
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
    events.close();
  }

  private ModelEvent send(ControlCommand command) {
    try {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.CONTROL.name(),
                  command.model().getBytes(StandardCharsets.UTF_8),
                  Topics.CONTROL.codec().encode(command)))
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new NoAnswerException(command, timeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswerException(command, timeout, e);
    }
    ModelEvent answer = awaitAnswer(command);
    if (answer.type() == ModelEvent.Type.REJECTED) {
      throw new CommandRejectedException(answer.text());
    }
    return answer;
  }

  private ModelEvent awaitAnswer(ControlCommand command) {
    AtomicReference<@Nullable ModelEvent> answer = new AtomicReference<>();
    long beganNs = System.nanoTime();
    while (System.nanoTime() - beganNs < timeout.toNanos()) {
      events.readNew(event -> {
        if (event.commandId().equals(command.id())) {
          answer.set(event);
        }
      });
      ModelEvent event = answer.get();
      if (event != null) {
        return event;
      }
    }
    throw new NoAnswerException(command, timeout, null);
  }

  private static Map<String, Object> producerConfig(String bootstrapServers) {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ProducerConfig.CLIENT_ID_CONFIG,
        "carve-commands",
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        128 << 20,
        ProducerConfig.BUFFER_MEMORY_CONFIG,
        192L << 20,
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        8_000,
        ProducerConfig.ENABLE_METRICS_PUSH_CONFIG,
        false);
  }
}
