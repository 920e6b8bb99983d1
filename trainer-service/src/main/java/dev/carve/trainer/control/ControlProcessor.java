package dev.carve.trainer.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.Floats;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.Topics;
import dev.carve.core.event.TrainingState;
import dev.carve.core.event.UnusableRecordException;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.training.ModelState;
import dev.carve.trainer.DeadLetter;
import dev.carve.trainer.Excerpt;
import dev.carve.trainer.ModelName;
import dev.carve.trainer.TrainerMetrics;
import dev.carve.trainer.training.TrainingProcessor;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Carries out commands by replacing what lies in the state stores, and answers each with one
/// event.
public final class ControlProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final int LONGEST_ID = 200;
  private static final int LONGEST_REASON = 8_000;
  private static final int LONGEST_SPEC = 1 << 20;

  private final Children children;
  private final TrainerMetrics metrics;
  private final StateLimit stateLimit;
  private ProcessorContext<byte[], byte[]> context;
  private KeyValueStore<String, byte[]> entries;
  private KeyValueStore<String, byte[]> followers;
  private KeyValueStore<String, byte[]> states;

  /// Names of the nodes that the processor forwards to.
  ///
  /// @param training is told which models were replaced, by records that have a key alone
  /// @param snapshots for the first snapshot of a run
  /// @param events for the answers
  /// @param deadLetters for what is no command
  public record Children(String training, String snapshots, String events, String deadLetters) {}

  /// A processor that forwards to four children of the topology.
  ///
  /// @param children names of the nodes
  /// @param metrics counts what happens
  /// @param stateLimit how large a model may be
  public ControlProcessor(Children children, TrainerMetrics metrics, StateLimit stateLimit) {
    this.children = children;
    this.metrics = metrics;
    this.stateLimit = stateLimit;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> processorContext) {
    context = processorContext;
    entries = processorContext.getStateStore(ModelEntry.STORE);
    followers = processorContext.getStateStore(TrainingProcessor.FOLLOWERS);
    states = processorContext.getStateStore(TrainingProcessor.STORE);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    try {
      if (record.value() == null) {
        throw new UnusableRecordException("a command must have a value: value is absent");
      }
      ControlCommand command = Topics.CONTROL.codec().decode(record.value());
      checkAnswerable(command, record.key());
      answer(command, record);
    } catch (IllegalArgumentException e) {
      metrics.deadLetter(Topics.CONTROL.name());
      context.forward(
          DeadLetter.of(
              record, context.recordMetadata().orElseThrow(), e, stateLimit.maximumStateBytes()),
          children.deadLetters());
    }
  }

  /// The answer repeats the model's name and the command's id.
  private static void checkAnswerable(ControlCommand command, byte @Nullable [] key) {
    String keyName = ModelName.ofKey(key);
    if (!command.model().equals(keyName)) {
      throw new UnusableRecordException(
          "the record key must name the model of the command: key=%s, model=%s"
              .formatted(Excerpt.of(keyName), Excerpt.of(command.model())));
    }
    if (command.id().length() > LONGEST_ID) {
      throw new UnusableRecordException(
          "a command's id must be at most %d characters: id=%s"
              .formatted(LONGEST_ID, Excerpt.of(command.id())));
    }
  }

  private void answer(ControlCommand command, Record<byte[], byte[]> record) {
    ModelEvent event;
    try {
      event = carryOut(command, record.timestamp());
    } catch (IllegalArgumentException e) {
      event =
          new ModelEvent(
              command.model(),
              "",
              0,
              ModelEvent.Type.REJECTED,
              Excerpt.of(String.valueOf(e.getMessage()), LONGEST_REASON),
              Instant.ofEpochMilli(record.timestamp()),
              command.id(),
              "");
    }
    context.forward(
        new Record<>(
            command.model().getBytes(UTF_8),
            Topics.EVENTS.codec().encode(event),
            record.timestamp()),
        children.events());
  }

  private ModelEvent carryOut(ControlCommand command, long timeMs) {
    return switch (command.type()) {
      case CREATE -> create(command, timeMs);
      case FREEZE ->
          change(command, timeMs, TrainingState.FROZEN, ModelEvent.Type.FROZEN, "was frozen");
      case UNFREEZE ->
          change(command, timeMs, TrainingState.TRAINING, ModelEvent.Type.UNFROZEN, "goes on");
      case RESET -> reset(command, timeMs);
      case SET_LEARNING_RATE -> setLearningRate(command, timeMs);
      case FORK -> fork(command, timeMs);
      case TAKE_STEPS -> takeSteps(command, timeMs);
    };
  }

  private ModelEvent create(ControlCommand command, long timeMs) {
    ModelSpec spec = newSpec(command);
    checkFinite(command.initialParameters());
    ModelState state =
        ModelState.begin(
            spec, RunName.first(spec.name(), timeMs), command.initialParameters(), timeMs);
    stateLimit.check(state.toBytes().length);
    entries.put(command.model(), new ModelEntry(spec, command.cutBySizeAlone(), "").toBytes());
    return begun(command, state, ModelEvent.Type.CREATED, "was created", timeMs);
  }

  private ModelSpec newSpec(ControlCommand command) {
    if (entries.get(command.model()) != null) {
      throw new UnusableRecordException(
          "a model of this name must not exist yet: model=%s"
              .formatted(Excerpt.of(command.model())));
    }
    checkSpecLength(command.spec());
    ModelSpec spec = ModelSpec.parse(command.spec());
    checkSpecLength(spec.toYaml());
    if (!spec.name().equals(command.model())) {
      throw new UnusableRecordException(
          "the command must be for the model that the spec names: command=%s, spec=%s"
              .formatted(Excerpt.of(command.model()), spec.name()));
    }
    stateLimit.check(spec);
    return spec;
  }

  private ModelEvent fork(ControlCommand command, long timeMs) {
    ParameterSnapshot origin =
        command
            .origin()
            .orElseThrow(() ->
                new UnusableRecordException(
                    "a fork must have the step that it goes on from: origin is absent"));
    ModelSpec spec = newSpec(command);
    checkFinite(origin.parameters());
    ModelState state = ModelState.fork(spec, RunName.first(spec.name(), timeMs), origin, timeMs);
    stateLimit.check(state.toBytes().length);
    String follows = state.lineage().follows();
    entries.put(command.model(), new ModelEntry(spec, false, follows).toBytes());
    followers.put(command.model(), follows.getBytes(UTF_8));
    return begun(
        command,
        state,
        ModelEvent.Type.FORKED,
        "was forked from step %,d of run %s and follows %s"
            .formatted(origin.step(), origin.run(), follows),
        timeMs);
  }

  /// Every snapshot and the answer carry the spec.
  private static void checkSpecLength(String yaml) {
    if (yaml.length() > LONGEST_SPEC) {
      throw new UnusableRecordException(
          "a spec must be at most %,d characters, with everything written out: characters=%,d"
              .formatted(LONGEST_SPEC, yaml.length()));
    }
  }

  private static void checkFinite(Floats initialParameters) {
    for (int i = 0; i < initialParameters.length(); i++) {
      if (!Float.isFinite(initialParameters.get(i))) {
        throw new UnusableRecordException(
            "initial parameters must be finite: initialParameters[%d]=%s"
                .formatted(i, initialParameters.get(i)));
      }
    }
  }

  private ModelEvent reset(ControlCommand command, long timeMs) {
    ModelState old = existing(command);
    publishLastStep(old);
    ModelState state =
        ModelState.reset(old, RunName.next(old.spec().name(), old.run(), timeMs), timeMs);
    return begun(
        command,
        state,
        ModelEvent.Type.RESET,
        "was reset at step %,d of run %s".formatted(old.step(), old.run()),
        timeMs);
  }

  private ModelEvent begun(
      ControlCommand command, ModelState state, ModelEvent.Type type, String what, long timeMs) {
    publishSnapshot(state, timeMs);
    store(state, timeMs);
    return new ModelEvent(
        command.model(),
        state.run(),
        state.step(),
        type,
        "%s %s.".formatted(command.model(), what),
        Instant.ofEpochMilli(timeMs),
        command.id(),
        state.specYaml(),
        state.lineage());
  }

  /* What changes how a model trains acts between two steps. Both of them are published: the one before it here, the one
   * after it by the training processor. So no step in between two snapshots has to be rebuilt across a command. */
  private void publishLastStep(ModelState state) {
    if (state.step() != state.lastSnapshotStep()) {
      publishSnapshot(state, state.timeMs());
    }
  }

  private void publishSnapshot(ModelState state, long timeMs) {
    context.forward(
        new Record<>(
            state.spec().name().getBytes(UTF_8),
            Topics.SNAPSHOTS.codec().encode(state.toSnapshot()),
            timeMs),
        children.snapshots());
    state.snapshotPublished();
  }

  private ModelEvent change(
      ControlCommand command,
      long timeMs,
      TrainingState trainingState,
      ModelEvent.Type type,
      String what) {
    ModelState state = existing(command);
    publishLastStep(state);
    state.state(trainingState);
    store(state, timeMs);
    return changed(
        command,
        state,
        type,
        "%s %s at step %,d.".formatted(command.model(), what, state.step()),
        timeMs);
  }

  private ModelEvent setLearningRate(ControlCommand command, long timeMs) {
    float rate = (float) command.learningRate();
    if (!(rate > 0) || !Float.isFinite(rate)) {
      throw new UnusableRecordException(
          "the learning rate must be greater than 0 and a finite float32: learningRate=%s"
              .formatted(command.learningRate()));
    }
    ModelState state = existing(command);
    publishLastStep(state);
    state.initialLearningRate(command.learningRate());
    store(state, timeMs);
    return changed(
        command,
        state,
        ModelEvent.Type.LEARNING_RATE_CHANGED,
        "The learning rate of %s was set to %s at step %,d%s."
            .formatted(
                command.model(),
                command.learningRate(),
                state.step(),
                state.state() == TrainingState.TRAINING ? "" : ", to hold when it is unfrozen"),
        timeMs);
  }

  private ModelEvent takeSteps(ControlCommand command, long timeMs) {
    int steps = command.steps();
    if (steps < 1 || steps > ControlCommand.MOST_STEPS) {
      throw new UnusableRecordException(
          "steps must be from 1 to %,d: steps=%s"
              .formatted(ControlCommand.MOST_STEPS, Integer.toUnsignedString(steps)));
    }
    ModelState state = existing(command);
    if (state.state() != TrainingState.FROZEN) {
      throw new UnusableRecordException(
          "a model must be frozen to take a number of steps: model=%s, state=%s"
              .formatted(command.model(), state.state().label()));
    }
    publishLastStep(state);
    state.takeSteps(steps);
    store(state, timeMs);
    return changed(
        command,
        state,
        ModelEvent.Type.UNFROZEN,
        "%s takes %,d %s from step %,d on and is frozen again then."
            .formatted(command.model(), steps, steps == 1 ? "step" : "steps", state.step()),
        timeMs);
  }

  private void store(ModelState state, long timeMs) {
    String name = state.spec().name();
    states.put(name, state.toBytes());
    context.forward(new Record<>(name.getBytes(UTF_8), null, timeMs), children.training());
  }

  private ModelState existing(ControlCommand command) {
    byte[] value = states.get(command.model());
    if (value == null) {
      throw new UnusableRecordException(
          "the model must exist: model=%s".formatted(Excerpt.of(command.model())));
    }
    return ModelState.read(value);
  }

  private static ModelEvent changed(
      ControlCommand command, ModelState state, ModelEvent.Type type, String text, long timeMs) {
    return new ModelEvent(
        command.model(),
        state.run(),
        state.step(),
        type,
        text,
        Instant.ofEpochMilli(timeMs),
        command.id(),
        "");
  }
}
