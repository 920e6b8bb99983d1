package dev.carve.trainer.minibatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carve.core.event.Example;
import dev.carve.core.event.Minibatch;
import dev.carve.core.event.Topics;
import dev.carve.core.event.UnusableRecordException;
import dev.carve.trainer.DeadLetter;
import dev.carve.trainer.Excerpt;
import dev.carve.trainer.ModelName;
import dev.carve.trainer.TrainerMetrics;
import dev.carve.trainer.control.ModelEntry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Collects the examples of each model into minibatches: cut when full, or when the first example
/// has waited long enough, so that a slow stream still trains.
///
/// Examples that wait lie in a state store, so that none is lost or used twice when the process
/// dies.
public final class MinibatchAssembler implements Processor<byte[], byte[], byte[], byte[]> {
  /// State store: model → examples that wait.
  public static final String STORE = "pending-examples";

  private static final Duration AGE_CHECK_INTERVAL = Duration.ofMillis(50);

  /* The live objects mirror the stores: they are built from them on first use, and dropped in init, since a revived
   * task must not see what an aborted transaction left behind. */

  private final String minibatchesChild;
  private final String deadLettersChild;
  private final Duration maximumAge;
  private final int maximumRecordBytes;
  private final TrainerMetrics metrics;
  private final Map<String, Assembly> assemblies = new HashMap<>();
  private ProcessorContext<byte[], byte[]> context;
  private KeyValueStore<String, byte[]> pendingStore;
  private KeyValueStore<String, byte[]> modelStore;

  /// An assembler that forwards to two children of the topology.
  ///
  /// @param minibatchesChild name of the sink for minibatches
  /// @param deadLettersChild name of the sink for records that cannot be used
  /// @param maximumAge how long an example waits at most before its minibatch is cut
  /// @param maximumRecordBytes the largest dead letter
  /// @param metrics counts what happens
  public MinibatchAssembler(
      String minibatchesChild,
      String deadLettersChild,
      Duration maximumAge,
      int maximumRecordBytes,
      TrainerMetrics metrics) {
    this.minibatchesChild = minibatchesChild;
    this.deadLettersChild = deadLettersChild;
    this.maximumAge = maximumAge;
    this.maximumRecordBytes = maximumRecordBytes;
    this.metrics = metrics;
  }

  /// One model's examples that wait, with what it takes.
  private record Assembly(ModelEntry entry, ModelInput input, PendingMinibatch pending) {}

  @Override
  public void init(ProcessorContext<byte[], byte[]> processorContext) {
    context = processorContext;
    pendingStore = processorContext.getStateStore(STORE);
    modelStore = processorContext.getStateStore(ModelEntry.STORE);
    assemblies.clear();
    try (KeyValueIterator<String, byte[]> waiting = pendingStore.all()) {
      waiting.forEachRemaining(entry -> assemblyOf(entry.key));
    }
    processorContext.schedule(
        AGE_CHECK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::cutOldMinibatches);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    try {
      Example example = ExampleDecoder.decode(record.value());
      Assembly assembly = assemblyOf(modelOf(record, example));
      if (example.endOfInput()) {
        cut(assembly, record.timestamp(), true);
      } else {
        add(assembly, example, record.timestamp());
      }
    } catch (IllegalArgumentException e) {
      metrics.deadLetter(Topics.EXAMPLES.name());
      context.forward(
          DeadLetter.of(record, context.recordMetadata().orElseThrow(), e, maximumRecordBytes),
          deadLettersChild);
    }
  }

  private static String modelOf(Record<byte[], byte[]> record, Example example) {
    if (!example.model().isEmpty()) {
      return ModelName.checked(example.model());
    }
    return ModelName.ofKey(record.key());
  }

  private Assembly assemblyOf(String model) {
    Assembly assembly = assemblies.get(model);
    if (assembly == null) {
      byte[] entryBytes = modelStore.get(model);
      if (entryBytes == null) {
        throw new UnusableRecordException(
            "the model must exist on this partition: model=%s, partition=%d (create it first; producers place keys by murmur2)"
                .formatted(Excerpt.of(model), context.taskId().partition()));
      }
      ModelEntry entry = ModelEntry.fromBytes(entryBytes);
      if (!entry.follows().isEmpty()) {
        throw new UnusableRecordException(
            "a model that follows another takes the minibatches of that one alone: model=%s, follows=%s"
                .formatted(model, entry.follows()));
      }
      ModelInput input = new ModelInput(entry.spec());
      byte[] pendingBytes = pendingStore.get(model);
      PendingMinibatch pending =
          pendingBytes == null
              ? new PendingMinibatch(input.inputs(), input.batchSize())
              : new PendingMinibatch(input.inputs(), input.batchSize(), pendingBytes);
      assembly = new Assembly(entry, input, pending);
      assemblies.put(model, assembly);
    }
    return assembly;
  }

  private void add(Assembly assembly, Example example, long timestampMs) {
    float[] features = assembly.input().featuresOf(example);
    int label = assembly.input().labelOf(example);
    assembly.pending().add(features, label, context.currentSystemTimeMs());
    if (assembly.pending().isFull()) {
      cut(assembly, timestampMs, false);
    } else {
      save(assembly);
    }
  }

  private void cutOldMinibatches(long nowMs) {
    for (Assembly assembly : assemblies.values()) {
      if (!assembly.entry().cutBySizeAlone()
          && assembly.pending().isOlderThan(maximumAge.toMillis(), nowMs)) {
        cut(assembly, nowMs, false);
      }
    }
  }

  private void cut(Assembly assembly, long timestampMs, boolean endOfInput) {
    Minibatch minibatch = assembly.pending().cut(context.currentSystemTimeMs(), endOfInput);
    save(assembly);
    context.forward(
        new Record<>(
            assembly.entry().spec().name().getBytes(UTF_8),
            Topics.MINIBATCHES.codec().encode(minibatch),
            timestampMs),
        minibatchesChild);
  }

  private void save(Assembly assembly) {
    pendingStore.put(assembly.entry().spec().name(), assembly.pending().bytes());
  }
}
