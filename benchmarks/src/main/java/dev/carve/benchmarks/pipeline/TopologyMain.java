package dev.carve.benchmarks.pipeline;

import dev.carve.benchmarks.measurement.Answers;
import dev.carve.benchmarks.measurement.Slice;
import dev.carve.core.event.Topics;
import dev.carve.standalone.benchmark.BenchmarkRunException;
import dev.carve.trainer.TrainerConfig;
import dev.carve.trainer.TrainerMetrics;
import dev.carve.trainer.TrainerService;
import dev.carve.trainer.TrainerTopology;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.streams.Topology;

/// The process of a trainer, or of its topology with a processor that does nothing. It answers
/// `round COUNT`: it consumes so many minibatches from the beginning of the topic.
///
/// Each round is a new application. The model is made first, from the topic of commands alone, and
/// then the service starts again with the first minibatch, as it would after a stop.
public final class TopologyMain {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String kind;
  private final String bootstrapServers;
  private final Path directory;
  private int rounds;

  private TopologyMain(String kind, String bootstrapServers, Path directory) {
    this.kind = kind;
    this.bootstrapServers = bootstrapServers;
    this.directory = directory;
  }

  /// Serves until standard input ends.
  ///
  /// @param arguments `trainer` or `no-op`, address of the broker, directory for state
  /// @throws IOException if standard input cannot be read
  public static void main(String[] arguments) throws IOException {
    TopologyMain main = new TopologyMain(arguments[0], arguments[1], Path.of(arguments[2]));
    Answers.serve(question -> main.round(Long.parseLong(question[1])));
  }

  private Slice round(long count) throws Exception {
    rounds++;
    TrainerConfig config =
        TrainerConfig.defaults(bootstrapServers, directory.resolve(kind))
            .withApplicationId("%s-%d".formatted(kind, rounds));
    try (Admin admin =
        Admin.create(
            Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      ConsumedOffsets offsets = new ConsumedOffsets(admin, config.applicationId());
      offsets.set(Topics.MINIBATCHES.name(), offsets.end(Topics.MINIBATCHES.name()));
      try (TrainerService _ = start(config, new SimpleMeterRegistry(), new AtomicLong())) {
        offsets.await(Topics.CONTROL.name(), offsets.end(Topics.CONTROL.name()), PATIENCE);
      }
      offsets.set(Topics.MINIBATCHES.name(), 0);
    }
    return consume(config, count);
  }

  private Slice consume(TrainerConfig config, long count) throws InterruptedException {
    MeterRegistry registry = new SimpleMeterRegistry();
    AtomicLong ignored = new AtomicLong();
    try (TrainerService _ = start(config, registry, ignored)) {
      LongSupplier consumed =
          isTrainer()
              ? () -> (long) registry.counter("trainer.minibatches").count()
              : ignored::getOpaque;
      Slice slice = new ConsumptionWatch(consumed, "StreamThread").measure(count);
      requireNoDeadLetters(registry);
      return slice;
    }
  }

  private static void requireNoDeadLetters(MeterRegistry registry) {
    double deadLetters =
        registry.find("trainer.dead.letters").counters().stream().mapToDouble(Counter::count).sum();
    if (deadLetters > 0) {
      throw new BenchmarkRunException(
          "all minibatches must be trained on: deadLetters=%,.0f".formatted(deadLetters));
    }
  }

  private TrainerService start(TrainerConfig config, MeterRegistry registry, AtomicLong ignored) {
    TrainerMetrics metrics = new TrainerMetrics(registry);
    Topology topology =
        isTrainer()
            ? TrainerTopology.of(config, metrics)
            : TrainerTopology.of(config, metrics, () -> new NoOpProcessor(ignored));
    return TrainerService.start(config, registry, topology);
  }

  private boolean isTrainer() {
    return kind.equals("trainer");
  }
}
