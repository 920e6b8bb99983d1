package dev.carve.dashboard.live;

import dev.carve.core.event.ModelEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// All that a dashboard reads from Kafka and writes to it. Kafka may come later.
public final class KafkaLink implements AutoCloseable {
  private final CommandPublisher commands;
  private final ExamplePublisher examples;
  private final LiveConsumers consumers;

  /// A link that reads nothing yet.
  ///
  /// @param bootstrapServers where Kafka is
  /// @param sinks who takes what is read
  /// @param registry where the clients' own meters go
  /// @param clock tells when Kafka was last asked
  public KafkaLink(
      String bootstrapServers,
      LiveConsumers.Sinks sinks,
      MeterRegistry registry,
      InstantSource clock) {
    commands = new CommandPublisher(bootstrapServers, registry);
    examples = new ExamplePublisher(bootstrapServers, registry);
    consumers =
        new LiveConsumers(
            bootstrapServers,
            new LiveConsumers.Sinks(
                sinks.frames(), sinks.metrics(), event -> hear(sinks, commands, event)),
            registry,
            clock);
  }

  /// The model must be known before whoever asked for it hears that it is there.
  private static void hear(LiveConsumers.Sinks sinks, CommandPublisher commands, ModelEvent event) {
    sinks.events().accept(event);
    commands.answer(event);
  }

  /// {@return who gets commands carried out}
  public CommandSender commands() {
    return commands;
  }

  /// {@return who gives examples to models}
  public ExampleSender examples() {
    return examples;
  }

  /// {@return how the reading of each topic goes}
  public List<ConsumerStatus> statuses() {
    return consumers.statuses();
  }

  /// Begins to read.
  public void start() {
    consumers.start();
  }

  /// Reads and writes nothing more.
  @Override
  public void close() {
    consumers.close();
    commands.close();
    examples.close();
  }

  /// {@return who takes commands where there is no Kafka: each fails}
  public static CommandSender noCommands() {
    return (_, _) -> CompletableFuture.failedFuture(missing());
  }

  /// {@return who takes examples where there is no Kafka: all fail}
  public static ExampleSender noExamples() {
    return (_, _) -> CompletableFuture.failedFuture(missing());
  }

  private static IllegalStateException missing() {
    return new IllegalStateException("this dashboard shows past runs, without Kafka");
  }
}
