package dev.carve.trainer.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carve.core.event.MinibatchReader;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.Topic;
import dev.carve.core.event.Topics;
import dev.carve.core.event.TrainingState;
import dev.carve.core.event.UnusableRecordException;
import dev.carve.core.training.ModelState;
import dev.carve.core.training.StepOutcome;
import dev.carve.trainer.DeadLetter;
import dev.carve.trainer.Excerpt;
import dev.carve.trainer.ModelName;
import dev.carve.trainer.TrainerConfig;
import dev.carve.trainer.TrainerMetrics;
import dev.carve.trainer.snapshot.SnapshotPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Consumes minibatches: test, then train; publishes snapshots, metrics and events.
public final class TrainingProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  /// State store: model → state.
  public static final String STORE = "training-state";

  /// State store: model that follows another → name of the other.
  public static final String FOLLOWERS = "followers";

  /* The state store is the only truth. The models here are its values made live: each writes back to the very array
   * that lies in the store, and is dropped when the processor of commands says that it has put another one there, or
   * when the task is revived after an aborted transaction. */

  private static final Duration IDLE = Duration.ofMillis(300);
  private static final Duration FOLLOW_INTERVAL = Duration.ofMillis(10);

  private final Children children;
  private final SnapshotPolicy snapshotPolicy;
  private final Duration metricsInterval;
  private final MinibatchHistory history;
  private final int maximumRecordBytes;
  private final EarlyCommit earlyCommit;
  private final TrainerMetrics metrics;
  private final MinibatchReader reader = new MinibatchReader();
  private final Map<String, OnlineModel> models = new HashMap<>();
  private final Map<String, Long> metricsSteps = new HashMap<>();
  private final Map<String, FollowedModel> followed = new HashMap<>();
  private ProcessorContext<byte[], byte[]> context;
  private KeyValueStore<String, byte[]> store;
  private KeyValueStore<String, byte[]> followers;
  private byte @Nullable [] lastKey;
  private @Nullable OnlineModel lastModel;
  private boolean restoredAnnounced;
  private boolean firstCommitRequested;

  /// {@return makes the state store of models, which is to be cached and logged}
  public static KeyValueBytesStoreSupplier storeSupplier() {
    return LoggedStore.supplier(STORE);
  }

  /// Names of the sinks that the processor forwards to.
  ///
  /// @param snapshots for parameter snapshots
  /// @param metrics for training metrics
  /// @param events for model events
  /// @param deadLetters for records that cannot be used
  public record Children(String snapshots, String metrics, String events, String deadLetters) {}

  /// A processor that forwards to four children of the topology.
  ///
  /// @param children names of the sinks
  /// @param snapshotPolicy when parameters are published
  /// @param config how the service runs
  /// @param history what models that follow others read again
  /// @param metrics counts what happens
  public TrainingProcessor(
      Children children,
      SnapshotPolicy snapshotPolicy,
      TrainerConfig config,
      MinibatchHistory history,
      TrainerMetrics metrics) {
    this.children = children;
    this.snapshotPolicy = snapshotPolicy;
    this.metricsInterval = config.metricsInterval();
    this.earlyCommit = new EarlyCommit(config.commitInterval());
    this.history = history;
    this.maximumRecordBytes = config.maximumStateBytes();
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> processorContext) {
    context = processorContext;
    store = processorContext.getStateStore(STORE);
    followers = processorContext.getStateStore(FOLLOWERS);
    models.clear();
    lastModel = null;
    metricsSteps.clear();
    closeFollowed();
    restoreModels();
    restoredAnnounced = models.isEmpty();
    firstCommitRequested = false;
    earlyCommit.clear();
    context.schedule(metricsInterval, PunctuationType.WALL_CLOCK_TIME, this::publishMetrics);
    context.schedule(FOLLOW_INTERVAL, PunctuationType.WALL_CLOCK_TIME, _ -> follow());
  }

  private void restoreModels() {
    try (KeyValueIterator<String, byte[]> restored = store.all()) {
      restored.forEachRemaining(entry -> models.put(entry.key, new OnlineModel(entry.value)));
    }
    for (OnlineModel model : models.values()) {
      metricsSteps.put(model.state().spec().name(), model.state().step());
      save(model);
    }
  }

  private void announceRestored(long nowMs) {
    restoredAnnounced = true;
    for (OnlineModel model : models.values()) {
      publishEvent(
          model.state(),
          ModelEvent.Type.RESTARTED,
          "The trainer took the model up at step %,d.".formatted(model.state().step()),
          nowMs);
    }
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata source = context.recordMetadata().orElseThrow();
    if (record.value() == null && source.topic().equals(Topics.CONTROL.name())) {
      forget(new String(record.key(), UTF_8));
      return;
    }
    OnlineModel model;
    try {
      model = modelOf(record.key());
      requireItsOwnStream(model);
      reader.read(valueOf(record));
      model.take(reader);
    } catch (IllegalArgumentException e) {
      metrics.deadLetter(Topics.MINIBATCHES.name());
      context.forward(DeadLetter.of(record, source, e, maximumRecordBytes), children.deadLetters());
      return;
    }
    consume(model, source.partition(), source.offset(), record.timestamp());
  }

  private void follow() {
    try (KeyValueIterator<String, byte[]> all = followers.all()) {
      all.forEachRemaining(entry -> follow(storedModel(entry.key)));
    }
  }

  private void follow(OnlineModel model) {
    String name = model.state().spec().name();
    FollowedModel source = followed.get(name);
    if (source == null || !source.isReadFor(model)) {
      close(source);
      source = new FollowedModel(model, history);
      followed.put(name, source);
    }
    try {
      source.poll(
          (offset, timeMs) -> consume(model, model.state().inputPartition(), offset, timeMs));
    } catch (NoLongerKeptException e) {
      leaveBehind(model, e.firstKept());
    }
  }

  /* Leaving out minibatches would make another model than the one that was asked for: an operator has to agree. */
  private void leaveBehind(OnlineModel model, long firstKept) {
    ModelState state = model.state();
    long nowMs = context.currentSystemTimeMs();
    publishEvent(
        state,
        ModelEvent.Type.LEFT_BEHIND,
        "%s was frozen at step %,d: the minibatches of %s from offset %,d on are no longer kept, the first one kept is at offset %,d. It goes on from there when it is unfrozen."
            .formatted(
                state.spec().name(),
                state.step(),
                state.lineage().follows(),
                state.inputOffset(),
                firstKept),
        nowMs);
    if (state.step() != state.lastSnapshotStep()) {
      publishSnapshot(state);
    }
    state.state(TrainingState.FROZEN);
    state.skipTo(firstKept);
    save(model);
    close(followed.remove(state.spec().name()));
  }

  private void closeFollowed() {
    followed.values().forEach(TrainingProcessor::close);
    followed.clear();
  }

  private static void close(@Nullable FollowedModel source) {
    if (source != null) {
      source.close();
    }
  }

  @Override
  public void close() {
    closeFollowed();
  }

  private static byte[] valueOf(Record<byte[], byte[]> record) {
    if (record.value() == null) {
      throw new UnusableRecordException("a minibatch must have a value: value is absent");
    }
    return record.value();
  }

  private static void requireItsOwnStream(OnlineModel model) {
    String follows = model.state().lineage().follows();
    if (!follows.isEmpty()) {
      throw new UnusableRecordException(
          "a model that follows another takes the minibatches of that one alone: model=%s, follows=%s"
              .formatted(model.state().spec().name(), follows));
    }
  }

  /// A command has put another state of a model into the store.
  private void forget(String name) {
    models.remove(name);
    lastModel = null;
  }

  /// Most minibatches are of the same model as the one before.
  private OnlineModel modelOf(byte @Nullable [] key) {
    OnlineModel last = lastModel;
    if (last != null && Arrays.equals(key, lastKey)) {
      return last;
    }
    OnlineModel model = storedModel(ModelName.ofKey(key));
    lastKey = key;
    lastModel = model;
    return model;
  }

  private OnlineModel storedModel(String name) {
    OnlineModel live = models.get(name);
    if (live != null) {
      return live;
    }
    byte[] value = store.get(name);
    if (value == null) {
      throw new UnusableRecordException(
          "the model must exist on this partition: model=%s, partition=%d (create it first; producers place keys by murmur2)"
              .formatted(Excerpt.of(name), context.taskId().partition()));
    }
    OnlineModel model = new OnlineModel(value);
    models.put(name, model);
    metricsSteps.put(name, model.state().step());
    return model;
  }

  /// Brings the array in the store up to date, and puts it there unless it lies there to be logged.
  private void save(OnlineModel model) {
    ModelState state = model.state();
    byte[] bytes = state.toBytes();
    if (state.isToBePut()) {
      state.put();
      store.put(state.spec().name(), bytes);
    }
  }

  private void consume(OnlineModel model, int partition, long offset, long timeMs) {
    ModelState state = model.state();
    boolean counted = state.stepsLeft() > 0;
    StepOutcome outcome = model.consume(partition, offset, timeMs, context.currentSystemTimeMs());
    metrics.minibatch(model.minibatchSize());
    if (outcome == StepOutcome.DIVERGED) {
      publishEvent(
          state,
          ModelEvent.Type.DIVERGED,
          "Step %,d would have made the model infinite or NaN (minibatch at offset %,d): it is frozen as it was before, until it is unfrozen, best with a lower learning rate."
              .formatted(state.step() + 1, offset),
          timeMs);
    }
    boolean wasLast = counted && state.state() == TrainingState.FROZEN;
    boolean isDue =
        snapshotPolicy.isDue(
            state.step(), state.lastSnapshotStep(), timeMs, state.lastSnapshotTimeMs());
    if (isDue
        || state.isFirstSteadyStep()
        || model.endOfInput()
        || wasLast
        || outcome == StepOutcome.DIVERGED) {
      publishSnapshot(state);
      if (earlyCommit.isDue(context.currentSystemTimeMs(), timeMs)) {
        context.commit();
      }
    }
    if (wasLast) {
      publishEvent(
          state,
          ModelEvent.Type.FROZEN,
          "%s has taken the steps that were asked for and is frozen at step %,d."
              .formatted(state.spec().name(), state.step()),
          context.currentSystemTimeMs());
    }
    if (model.endOfInput()) {
      publishMetrics(model, context.currentSystemTimeMs(), true);
      publishEvent(
          state,
          ModelEvent.Type.END_OF_INPUT,
          "The input ended after %,d examples.".formatted(state.examplesSeen()),
          timeMs);
    }
    save(model);
    commitFirstAtOnce();
  }

  /// Whoever waits for a trainer to come back need not wait for a commit interval, too.
  private void commitFirstAtOnce() {
    if (!firstCommitRequested) {
      firstCommitRequested = true;
      context.commit();
    }
  }

  private void publishMetrics(long nowMs) {
    if (!restoredAnnounced) {
      announceRestored(nowMs);
    }
    for (OnlineModel model : models.values()) {
      if (model.isIdleUnpublished(IDLE.toMillis(), nowMs)) {
        publishSnapshot(model.state());
        save(model);
      }
      if (model.hasNewMetrics()) {
        publishMetrics(model, nowMs, false);
      }
    }
  }

  private void publishMetrics(OnlineModel model, long nowMs, boolean endOfInput) {
    ModelState state = model.state();
    Long previousStep = metricsSteps.put(state.spec().name(), state.step());
    long steps = previousStep == null ? 0 : state.step() - previousStep;
    publish(
        Topics.METRICS, children.metrics(), state, model.metrics(nowMs, endOfInput, steps), nowMs);
  }

  private void publishSnapshot(ModelState state) {
    publish(Topics.SNAPSHOTS, children.snapshots(), state, state.toSnapshot(), state.timeMs());
    state.snapshotPublished();
    metrics.snapshot();
  }

  private void publishEvent(ModelState state, ModelEvent.Type type, String text, long timeMs) {
    ModelEvent event =
        new ModelEvent(
            state.spec().name(),
            state.run(),
            state.step(),
            type,
            text,
            Instant.ofEpochMilli(timeMs),
            "",
            "");
    publish(Topics.EVENTS, children.events(), state, event, timeMs);
  }

  private <T> void publish(
      Topic<T> topic, String child, ModelState state, T event, long timestampMs) {
    byte[] key = state.spec().name().getBytes(UTF_8);
    context.forward(new Record<>(key, topic.codec().encode(event), timestampMs), child);
  }
}
