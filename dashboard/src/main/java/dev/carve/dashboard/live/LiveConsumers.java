package dev.carve.dashboard.live;

import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.SurfaceFrame;
import dev.carve.core.event.Topics;
import dev.carve.core.event.TrainingMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/// The threads that read `frames`, `metrics` and `events`.
///
/// Events are read from the beginning, since every model that ever was is in there. Frames and
/// metrics replace each other, so only the end of each partition is read.
public final class LiveConsumers implements AutoCloseable {
  private static final StartPosition LAST_FRAMES = new StartPosition(64);
  private static final StartPosition LAST_METRICS = new StartPosition(100_000);

  private final List<TopicConsumer<?>> consumers;

  /// The consumers, not yet started.
  ///
  /// @param bootstrapServers where Kafka is
  /// @param sinks who takes what is read
  /// @param registry where malformed records and the clients' own meters are counted
  /// @param clock tells when Kafka was last asked
  public LiveConsumers(
      String bootstrapServers, Sinks sinks, MeterRegistry registry, InstantSource clock) {
    KafkaClients clients = new KafkaClients(bootstrapServers, KafkaMeterFilter.over(registry));
    consumers =
        List.of(
            new TopicConsumer<>(
                clients,
                new TopicReader.Subscription<>(
                    Topics.FRAMES,
                    LAST_FRAMES,
                    RecordSelection.NEWEST_PER_MODEL,
                    sinks.frames(),
                    malformed(registry, Topics.FRAMES.name())),
                clock),
            new TopicConsumer<>(
                clients,
                new TopicReader.Subscription<>(
                    Topics.METRICS,
                    LAST_METRICS,
                    RecordSelection.NEWEST_PER_MODEL,
                    sinks.metrics(),
                    malformed(registry, Topics.METRICS.name())),
                clock),
            new TopicConsumer<>(
                clients,
                new TopicReader.Subscription<>(
                    Topics.EVENTS,
                    StartPosition.BEGINNING,
                    RecordSelection.EVERY_RECORD,
                    sinks.events(),
                    malformed(registry, Topics.EVENTS.name())),
                clock));
  }

  /// Who takes what is read, each called by the thread of its topic.
  ///
  /// @param frames takes the newest frames
  /// @param metrics takes the newest metrics
  /// @param events takes every event
  public record Sinks(
      Consumer<SurfaceFrame> frames,
      Consumer<TrainingMetrics> metrics,
      Consumer<ModelEvent> events) {}

  /// Starts the threads.
  public void start() {
    consumers.forEach(TopicConsumer::start);
  }

  /// How the reading of each topic goes.
  ///
  /// @return one status a topic
  public List<ConsumerStatus> statuses() {
    return consumers.stream().<ConsumerStatus>map(TopicConsumer::status).toList();
  }

  /// Ends the threads.
  @Override
  public void close() {
    consumers.parallelStream().forEach(TopicConsumer::close);
  }

  private static Runnable malformed(MeterRegistry registry, String topic) {
    Counter counter =
        Counter.builder("dashboard.records.malformed")
            .description("Records that could not be decoded and were skipped")
            .tag("topic", topic)
            .register(registry);
    return counter::increment;
  }
}
