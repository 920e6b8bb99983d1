package dev.carve.trainer;

import dev.carve.core.event.Topics;
import dev.carve.trainer.control.ControlProcessor;
import dev.carve.trainer.control.ModelEntry;
import dev.carve.trainer.control.StateLimit;
import dev.carve.trainer.minibatch.MinibatchAssembler;
import dev.carve.trainer.snapshot.SnapshotPolicy;
import dev.carve.trainer.training.MinibatchHistory;
import dev.carve.trainer.training.MinibatchHistoryConsumer;
import dev.carve.trainer.training.TrainingProcessor;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// The flow through the trainer: what reads which topic, keeps which state, and writes where.
///
/// ```
/// examples ────► assembler ──► minibatches
/// minibatches ─► training ───► snapshots, metrics, events
/// control ─────► control ────► events, snapshots
///     what cannot be used ───► dead-letters
/// ```
///
/// A model that follows another takes the minibatches of that one, which the training processor
/// reads again from the topic, from the step on at which they parted.
///
/// The three processors share the state of their partition, and so run in one task: a command, an
/// example and a minibatch of one model are never worked on at the same time. The cache in front of
/// each in-memory store turns one write per minibatch into one changelog record per transaction.
public final class TrainerTopology {
  private static final String CONTROL = "control";
  private static final String ASSEMBLER = "assembler";
  private static final String TRAINING = "training";
  private static final String TO_MINIBATCHES = "to-minibatches";
  private static final String TO_SNAPSHOTS = "to-snapshots";
  private static final String TO_METRICS = "to-metrics";
  private static final String TO_EVENTS = "to-events";
  private static final String TO_DEAD_LETTERS = "to-dead-letters";

  private TrainerTopology() {}

  /// {@return the topology}
  ///
  /// @param config how the service runs
  /// @param metrics counts what happens
  public static Topology of(TrainerConfig config, TrainerMetrics metrics) {
    return of(config, metrics, MinibatchHistoryConsumer.of(config.bootstrapServers()));
  }

  /// {@return the topology with another history of minibatches}
  ///
  /// @param config how the service runs
  /// @param metrics counts what happens
  /// @param history what models that follow others read again
  public static Topology of(
      TrainerConfig config, TrainerMetrics metrics, MinibatchHistory history) {
    return of(
        config,
        metrics,
        () ->
            new TrainingProcessor(
                new TrainingProcessor.Children(
                    TO_SNAPSHOTS, TO_METRICS, TO_EVENTS, TO_DEAD_LETTERS),
                SnapshotPolicy.standard(),
                config,
                history,
                metrics));
  }

  /// {@return the topology with another processor of minibatches, which shares the state of models}
  ///
  /// @param config how the service runs
  /// @param metrics counts what happens
  /// @param training consumes minibatches
  public static Topology of(
      TrainerConfig config,
      TrainerMetrics metrics,
      ProcessorSupplier<byte[], byte[], byte[], byte[]> training) {
    Topology topology = new Topology();
    source(topology, "from-control", Topics.CONTROL.name());
    source(topology, "from-examples", Topics.EXAMPLES.name());
    source(topology, "from-minibatches", Topics.MINIBATCHES.name());
    topology
        .addProcessor(
            CONTROL,
            () ->
                new ControlProcessor(
                    new ControlProcessor.Children(
                        TRAINING, TO_SNAPSHOTS, TO_EVENTS, TO_DEAD_LETTERS),
                    metrics,
                    new StateLimit(config.maximumStateBytes())),
            "from-control")
        .addProcessor(
            ASSEMBLER,
            () ->
                new MinibatchAssembler(
                    TO_MINIBATCHES,
                    TO_DEAD_LETTERS,
                    config.minibatchMaximumAge(),
                    config.maximumStateBytes(),
                    metrics),
            "from-examples")
        .addProcessor(TRAINING, training, "from-minibatches", CONTROL)
        .addStateStore(
            store(Stores.inMemoryKeyValueStore(ModelEntry.STORE), config), CONTROL, ASSEMBLER)
        .addStateStore(
            store(Stores.inMemoryKeyValueStore(TrainingProcessor.FOLLOWERS), config),
            CONTROL,
            TRAINING)
        .addStateStore(store(TrainingProcessor.storeSupplier(), config), CONTROL, TRAINING)
        .addStateStore(
            store(Stores.inMemoryKeyValueStore(MinibatchAssembler.STORE), config), ASSEMBLER);
    sink(topology, TO_MINIBATCHES, Topics.MINIBATCHES.name(), ASSEMBLER);
    sink(topology, TO_SNAPSHOTS, Topics.SNAPSHOTS.name(), TRAINING, CONTROL);
    sink(topology, TO_METRICS, Topics.METRICS.name(), TRAINING);
    sink(topology, TO_EVENTS, Topics.EVENTS.name(), TRAINING, CONTROL);
    sink(topology, TO_DEAD_LETTERS, Topics.DEAD_LETTERS, ASSEMBLER, TRAINING, CONTROL);
    return topology;
  }

  private static void source(Topology topology, String name, String topic) {
    topology.addSource(
        AutoOffsetReset.earliest(),
        name,
        new RecordTime(),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topic);
  }

  private static void sink(Topology topology, String name, String topic, String... parents) {
    topology.addSink(name, topic, new ByteArraySerializer(), new ByteArraySerializer(), parents);
  }

  private static StoreBuilder<KeyValueStore<String, byte[]>> store(
      KeyValueBytesStoreSupplier supplier, TrainerConfig config) {
    return Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingEnabled(
            Map.of(
                "max.message.bytes", Integer.toString(config.maximumStateBytes()),
                "segment.bytes", Integer.toString(Math.max(64 << 20, config.maximumStateBytes())),
                "min.cleanable.dirty.ratio", "0.1"));
  }
}
