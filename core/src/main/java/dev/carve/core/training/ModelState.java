package dev.carve.core.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carve.core.evaluation.PrequentialEvaluation;
import dev.carve.core.event.Continuation;
import dev.carve.core.event.Floats;
import dev.carve.core.event.InputStatistics;
import dev.carve.core.event.Lineage;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.RecentExamples;
import dev.carve.core.event.TrainingState;
import dev.carve.core.network.LayerSpec;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.network.Network;
import dev.carve.core.network.Standardizer;
import dev.carve.core.network.WeightInitializer;
import dev.carve.core.optimizer.Optimizer;
import dev.carve.core.state.StateBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;

/// Everything that the next step of one model needs, and nothing else. Owned by one thread.
///
/// Its binary form is one value in the trainer's state store, rewritten after every minibatch:
/// restoring it gives the same bits. The value is
///
/// ```
/// i32 version; run, spec, parentRun, follows: each i32 length and UTF-8; i64 parentStep
/// i64 step, examplesSeen; i32 state; f64 learningRateScale, learningRate, gradientNorm
/// i64 lastSnapshotStep, lastSnapshotTimeMs, timeMs, inputOffset; i32 inputPartition
/// f32 parameters[p]; f32 optimizerState[slots × p]
/// standardizer; prequential evaluation; recent examples
/// i64 steadySince; i32 changed; i32 stepsLeft; u8 logged
/// ```
///
/// in little-endian order, the last byte being the mark of {@link #markLogged}. Earlier versions
/// are read as well: version 2 has no `stepsLeft`, version 1 neither the lineage nor the last line.
/// Between two minibatches it is also the last good state, to which a step that diverges is rolled
/// back.
public final class ModelState {
  private static final int VERSION = 3;
  private static final int VERSION_WITHOUT_STEPS_LEFT = 2;
  private static final int VERSION_WITHOUT_LINEAGE = 1;

  private static final int FIXED_BYTES = 7 * Long.BYTES + 3 * Double.BYTES + 4 * Integer.BYTES + 1;

  private static final byte LOGGED = 1;

  /* What the optimizer remembers is as large as the parameters or twice that: it travels with the first step after a
   * change, and from then on with the first snapshot of each second, or of so many steps. */
  private static final int MEMORY_INTERVAL_MS = 1_000;
  private static final int MEMORY_INTERVAL_STEPS = 10_000;

  private final ModelSpec spec;
  private final String specYaml;
  private final String run;
  private final Lineage lineage;
  private final Network network;
  private final Optimizer optimizer;
  private final PrequentialEvaluation evaluation;
  private final RecentExampleRing recentExamples;
  private final float[] parameters;
  private final float[] optimizerState;
  private final int bodyStart;
  private final byte[] bytes;
  private final ByteBuffer buffer;
  private final Standardizer standardizer;
  private TrainingState state = TrainingState.TRAINING;
  private long step;
  private long examplesSeen;
  private double learningRateScale = 1;
  private double learningRate;
  private double gradientNorm;
  private long lastSnapshotStep = -1;
  private long lastSnapshotTimeMs;
  private long timeMs;
  private long inputOffset;
  private int inputPartition;
  private long steadySince;
  private boolean changed = true;
  private int stepsLeft;

  private ModelState(ModelSpec spec, String run, Lineage lineage) {
    this.spec = spec;
    this.specYaml = spec.toYaml();
    this.run = run;
    this.lineage = lineage;
    this.network = spec.network();
    this.optimizer = spec.optimizer();
    this.evaluation = new PrequentialEvaluation(network.classes());
    this.recentExamples = new RecentExampleRing(network.inputs());
    this.parameters = new float[network.parameterCount()];
    this.optimizerState = new float[optimizer.slots() * parameters.length];
    this.standardizer = new Standardizer(network.inputs());
    this.learningRate = spec.learningRateSchedule().at(0);
    byte[] head = head();
    this.bodyStart = head.length;
    this.bytes = Arrays.copyOf(head, bodyStart + bodyBytes());
    this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    markLogged(bytes);
    recentExamples.forgetWhatIsWritten();
  }

  private byte[] head() {
    byte[][] texts = {
      run.getBytes(UTF_8),
      specYaml.getBytes(UTF_8),
      lineage.parentRun().getBytes(UTF_8),
      lineage.follows().getBytes(UTF_8)
    };
    int length = Integer.BYTES + Long.BYTES;
    for (byte[] text : texts) {
      length += Integer.BYTES + text.length;
    }
    ByteBuffer head = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN).putInt(VERSION);
    for (byte[] text : texts) {
      StateBuffer.put(head, text);
    }
    return head.putLong(lineage.parentStep()).array();
  }

  /// {@return the state at step 0 of a model that is new}
  ///
  /// @param spec what the model is
  /// @param run the lineage that begins
  /// @param initialParameters θ to begin with; empty for the spec's own initialisation
  /// @param timeMs when it begins, ms since 1970
  /// @throws IllegalArgumentException if θ has another length than the network's
  public static ModelState begin(
      ModelSpec spec, String run, Floats initialParameters, long timeMs) {
    return begin(spec, run, Lineage.none(), initialParameters, timeMs);
  }

  /// {@return the state at step 0 of another run of a model, which takes the minibatches to come}
  ///
  /// @param old the model as it is
  /// @param newRun the lineage that begins
  /// @param timeMs when it begins, ms since 1970
  public static ModelState reset(ModelState old, String newRun, long timeMs) {
    Lineage lineage = new Lineage(old.run, old.step, old.lineage.follows());
    ModelState begun = begin(old.spec, newRun, lineage, Floats.empty(), timeMs);
    begun.inputPartition = old.inputPartition;
    begun.inputOffset = old.inputOffset;
    return begun;
  }

  /// {@return the state from which a new model goes on from a step of another}
  ///
  /// Its figures begin anew. What the optimizer remembers is taken over by the same optimizer only,
  /// and a learning rate that an operator set only where the spec's own is the same.
  ///
  /// @param spec what the new model is
  /// @param run the lineage that begins
  /// @param origin the step to go on from
  /// @param timeMs when it begins, ms since 1970
  /// @throws IllegalArgumentException if the network is shaped in another way, or the origin does
  ///   not tell all that the next step needs
  public static ModelState fork(ModelSpec spec, String run, ParameterSnapshot origin, long timeMs) {
    Lineage lineage =
        new Lineage(origin.run(), origin.step(), origin.lineage().inputKey(origin.model()));
    ModelSpec originSpec = ModelSpec.parse(origin.spec());
    requireSameShape(spec, originSpec);
    ModelState forked = new ModelState(spec, run, lineage);
    forked.goOnFrom(origin, spec.optimizer().equals(originSpec.optimizer()));
    if (spec.learningRateSchedule().initial() != originSpec.learningRateSchedule().initial()) {
      forked.learningRateScale = 1;
    }
    forked.state = TrainingState.TRAINING;
    forked.steadySince = 0;
    forked.changed = true;
    forked.timeMs = timeMs;
    forked.lastSnapshotStep = -1;
    forked.lastSnapshotTimeMs = 0;
    return forked;
  }

  /// {@return the state from which a snapshot's run goes on, bit for bit}
  ///
  /// Only the figures begin anew.
  ///
  /// @param snapshot with what the optimizer remembers
  /// @throws IllegalArgumentException if it does not tell all that the next step needs, or its
  ///   parts do not fit its spec
  public static ModelState of(ParameterSnapshot snapshot) {
    ModelState read =
        new ModelState(ModelSpec.parse(snapshot.spec()), snapshot.run(), snapshot.lineage());
    read.goOnFrom(snapshot, true);
    return read;
  }

  private static void requireSameShape(ModelSpec spec, ModelSpec origin) {
    if (!spec.inputs().equals(origin.inputs())
        || !spec.classes().equals(origin.classes())
        || !Arrays.equals(units(spec), units(origin))) {
      throw new IllegalArgumentException(
          "a fork must have the inputs, units and classes of the model that it goes on from: inputs=%d, units=%s, classes=%s"
              .formatted(origin.inputs().size(), Arrays.toString(units(origin)), origin.classes()));
    }
  }

  private static int[] units(ModelSpec spec) {
    return spec.layers().stream().mapToInt(LayerSpec::units).toArray();
  }

  private static ModelState begin(
      ModelSpec spec, String run, Lineage lineage, Floats initialParameters, long timeMs) {
    ModelState begun = new ModelState(spec, run, lineage);
    begun.timeMs = timeMs;
    float[] initial =
        initialParameters.length() == 0
            ? WeightInitializer.initialize(begun.network, spec.seed())
            : initialParameters.array();
    if (initial.length != begun.parameters.length) {
      throw new IllegalArgumentException(
          "initial parameters must be as many as the network's: parameters=%d, initial=%d"
              .formatted(begun.parameters.length, initial.length));
    }
    System.arraycopy(initial, 0, begun.parameters, 0, initial.length);
    return begun;
  }

  private void goOnFrom(ParameterSnapshot from, boolean withOptimizerState) {
    if (!isComplete(from)) {
      throw new IllegalArgumentException(
          "a snapshot to go on from must hold what the next step needs: run=%s, step=%d, optimizer state=[%d], learning rate scale=%s"
              .formatted(
                  from.run(),
                  from.step(),
                  from.continuation().optimizerState().length(),
                  from.continuation().learningRateScale()));
    }
    copy("parameters", from.parameters(), parameters);
    if (withOptimizerState) {
      copy("optimizer state", from.continuation().optimizerState(), optimizerState);
    }
    InputStatistics statistics = from.inputStatistics();
    requireLength("input statistics", standardizer.inputs(), statistics.inputs());
    standardizer.restore(statistics.count(), statistics.mean(), statistics.m2());
    RecentExamples recent = from.recentExamples();
    requireLength(
        "recent features", recent.size() * standardizer.inputs(), recent.features().length());
    recentExamples.add(recent.features().array(), recent.labels().array(), recent.size());
    step = from.step();
    examplesSeen = from.examplesSeen();
    state = from.state();
    learningRateScale = from.continuation().learningRateScale();
    learningRate = from.learningRate();
    steadySince = from.continuation().steadySince();
    changed = steadySince == 0;
    timeMs = from.time().toEpochMilli();
    inputPartition = from.inputPartition();
    inputOffset = from.inputOffset();
    lastSnapshotStep = step;
    lastSnapshotTimeMs = timeMs;
  }

  /// {@return whether a snapshot tells all that the next step needs}
  ///
  /// @param snapshot of a model whose spec can be read
  public static boolean isComplete(ParameterSnapshot snapshot) {
    Continuation continuation = snapshot.continuation();
    int slots = ModelSpec.parse(snapshot.spec()).optimizer().slots();
    return continuation.isKnown()
        && continuation.optimizerState().length() == slots * snapshot.parameters().length();
  }

  private static void copy(String what, Floats from, float[] into) {
    requireLength(what, into.length, from.length());
    System.arraycopy(from.array(), 0, into, 0, into.length);
  }

  private static void requireLength(String what, int expected, int actual) {
    if (expected != actual) {
      throw new IllegalArgumentException(
          "%s must fit the spec: expected=[%d], actual=[%d]".formatted(what, expected, actual));
    }
  }

  /// {@return the state in a value of the store}
  ///
  /// @param value as {@link #toBytes()} gave it
  /// @throws IllegalStateException if it was written by another version
  public static ModelState read(byte[] value) {
    ByteBuffer buffer = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    int version = buffer.getInt();
    if (version < VERSION_WITHOUT_LINEAGE || version > VERSION) {
      throw new IllegalStateException(
          "state must be of version %d to %d: version=%d"
              .formatted(VERSION_WITHOUT_LINEAGE, VERSION, version));
    }
    String run = StateBuffer.getString(buffer);
    ModelSpec spec = ModelSpec.parse(StateBuffer.getString(buffer));
    if (version == VERSION_WITHOUT_LINEAGE) {
      ModelState read = new ModelState(spec, run, Lineage.none());
      read.readLearning(buffer);
      return read;
    }
    String parentRun = StateBuffer.getString(buffer);
    String follows = StateBuffer.getString(buffer);
    ModelState read = new ModelState(spec, run, new Lineage(parentRun, buffer.getLong(), follows));
    if (version == VERSION_WITHOUT_STEPS_LEFT) {
      read.readChange(buffer);
      return read;
    }
    read.readBody(buffer);
    return read;
  }

  private void readBody(ByteBuffer from) {
    readChange(from);
    stepsLeft = from.getInt();
  }

  private void readChange(ByteBuffer from) {
    readLearning(from);
    steadySince = from.getLong();
    changed = from.getInt() != 0;
  }

  private void readLearning(ByteBuffer from) {
    step = from.getLong();
    examplesSeen = from.getLong();
    state = stateOf(from.getInt());
    learningRateScale = from.getDouble();
    learningRate = from.getDouble();
    gradientNorm = from.getDouble();
    lastSnapshotStep = from.getLong();
    lastSnapshotTimeMs = from.getLong();
    timeMs = from.getLong();
    inputOffset = from.getLong();
    inputPartition = from.getInt();
    StateBuffer.get(from, parameters);
    StateBuffer.get(from, optimizerState);
    standardizer.read(from);
    evaluation.read(from);
    recentExamples.read(from);
  }

  /// Undoes everything since the store's value was last brought up to date, bit for bit.
  void rollBack() {
    readBody(buffer.position(bodyStart));
  }

  /// {@return the value for the store: always the same array, brought up to date}
  ///
  /// The store keeps the reference and reads it between records, on this thread.
  public byte[] toBytes() {
    buffer.position(bodyStart);
    buffer.putLong(step).putLong(examplesSeen).putInt(codeOf(state));
    buffer.putDouble(learningRateScale).putDouble(learningRate).putDouble(gradientNorm);
    buffer.putLong(lastSnapshotStep).putLong(lastSnapshotTimeMs).putLong(timeMs);
    buffer.putLong(inputOffset).putInt(inputPartition);
    StateBuffer.put(buffer, parameters);
    StateBuffer.put(buffer, optimizerState);
    standardizer.write(buffer);
    evaluation.writeChanges(buffer);
    recentExamples.writeChanges(buffer);
    buffer.putLong(steadySince).putInt(changed ? 1 : 0).putInt(stepsLeft);
    return bytes;
  }

  /// Marks a value of the store as written to where it is restored from.
  ///
  /// @param value as {@link #toBytes()} gave it
  public static void markLogged(byte[] value) {
    value[value.length - 1] = LOGGED;
  }

  /// {@return whether the array of this state has to be put into the store for what has changed to
  /// be kept: it never was, or it has been logged since}
  public boolean isToBePut() {
    return bytes[bytes.length - 1] == LOGGED;
  }

  /// Notes that the array of this state is put into the store.
  public void put() {
    bytes[bytes.length - 1] = 0;
  }

  private int bodyBytes() {
    return FIXED_BYTES
        + Float.BYTES * (parameters.length + optimizerState.length)
        + standardizer.stateBytes()
        + evaluation.stateBytes()
        + recentExamples.stateBytes();
  }

  private static int codeOf(TrainingState state) {
    return switch (state) {
      case TRAINING -> 0;
      case FROZEN -> 1;
      case DIVERGED -> 2;
    };
  }

  private static TrainingState stateOf(int code) {
    return switch (code) {
      case 0 -> TrainingState.TRAINING;
      case 1 -> TrainingState.FROZEN;
      case 2 -> TrainingState.DIVERGED;
      default ->
          throw new IllegalStateException("state must be from 0 to 2: state=%d".formatted(code));
    };
  }

  /// {@return the snapshot of this moment}
  public ParameterSnapshot toSnapshot() {
    return new ParameterSnapshot(
        spec.name(),
        run,
        step,
        specYaml,
        Floats.of(parameters.clone()),
        new InputStatistics(
            standardizer.count(), standardizer.mean().clone(), standardizer.m2().clone()),
        recentExamples.toRecentExamples(),
        examplesSeen,
        inputPartition,
        inputOffset,
        evaluation.fading().loss(),
        evaluation.fading().accuracy(),
        learningRate,
        Instant.ofEpochMilli(timeMs),
        state,
        new Continuation(
            learningRateScale,
            steadySince,
            isMemoryDue() ? Floats.of(optimizerState.clone()) : Floats.empty()),
        lineage);
  }

  /// {@return the snapshot of this moment, with what the optimizer remembers in any case}
  public ParameterSnapshot toWholeSnapshot() {
    return toSnapshot()
        .withContinuation(
            new Continuation(learningRateScale, steadySince, Floats.of(optimizerState.clone())));
  }

  private boolean isMemoryDue() {
    return step == steadySince
        || timeMs / MEMORY_INTERVAL_MS != lastSnapshotTimeMs / MEMORY_INTERVAL_MS
        || step / MEMORY_INTERVAL_STEPS != lastSnapshotStep / MEMORY_INTERVAL_STEPS;
  }

  /// {@return whether the step taken last is the first one since something changed how the model
  /// trains, and has not been published}
  ///
  /// Whoever rebuilds a later step starts from its snapshot at the earliest, so that nothing has to
  /// be known of what happened before.
  public boolean isFirstSteadyStep() {
    return step == steadySince && step != lastSnapshotStep;
  }

  /// {@return what the model is}
  public ModelSpec spec() {
    return spec;
  }

  /// {@return whether θ is the same, bit for bit}
  ///
  /// @param other as many as the network's
  public boolean hasParameters(Floats other) {
    return Floats.of(parameters).equals(other);
  }

  /// {@return the spec as canonical YAML}
  public String specYaml() {
    return specYaml;
  }

  /// {@return the lineage of steps}
  public String run() {
    return run;
  }

  /// {@return SGD steps taken}
  public long step() {
    return step;
  }

  /// {@return whether the model takes steps}
  public TrainingState state() {
    return state;
  }

  /// Sets whether the model takes steps.
  ///
  /// @param newState from now on
  public void state(TrainingState newState) {
    state = newState;
    stepsLeft = 0;
    changed = true;
  }

  /// Trains for a number of steps, after which the model is frozen.
  ///
  /// @param steps how many, above 0
  public void takeSteps(int steps) {
    state(TrainingState.TRAINING);
    stepsLeft = steps;
  }

  /// {@return how many steps the model takes before it is frozen; 0 where that is not to be}
  public int stepsLeft() {
    return stepsLeft;
  }

  /// Replaces the schedule's initial learning rate; the schedule's shape stays.
  ///
  /// @param initial what the schedule starts from, or warms up to, greater than 0
  public void initialLearningRate(double initial) {
    learningRateScale = initial / spec.learningRateSchedule().initial();
    changed = true;
  }

  /// {@return where the run comes from, and whose minibatches it takes}
  public Lineage lineage() {
    return lineage;
  }

  /// {@return partition of topic `minibatches` that the next minibatch comes from}
  public int inputPartition() {
    return inputPartition;
  }

  /// {@return offset from which on the next minibatch is to be looked for}
  public long inputOffset() {
    return inputOffset;
  }

  /// Passes over minibatches that are no longer kept.
  ///
  /// @param offset from which on they are
  public void skipTo(long offset) {
    inputOffset = offset;
  }

  Network network() {
    return network;
  }

  Optimizer optimizer() {
    return optimizer;
  }

  /// {@return how well the examples were predicted, to be read}
  public PrequentialEvaluation evaluation() {
    return evaluation;
  }

  RecentExampleRing recentExamples() {
    return recentExamples;
  }

  Standardizer standardizer() {
    return standardizer;
  }

  float[] parameters() {
    return parameters;
  }

  float[] optimizerState() {
    return optimizerState;
  }

  /// {@return examples consumed}
  public long examplesSeen() {
    return examplesSeen;
  }

  /// {@return η of the last step}
  public double learningRate() {
    return learningRate;
  }

  /// {@return norm of the last gradient, before clipping}
  public double gradientNorm() {
    return gradientNorm;
  }

  void gradientNorm(double norm) {
    gradientNorm = norm;
  }

  /// {@return η of the next step, which becomes the last one}
  float nextLearningRate() {
    learningRate = spec.learningRateSchedule().at(step) * learningRateScale;
    return (float) learningRate;
  }

  void stepTaken() {
    step++;
    if (changed) {
      steadySince = step;
      changed = false;
    }
    if (stepsLeft > 0 && --stepsLeft == 0) {
      state(TrainingState.FROZEN);
    }
  }

  void consumed(int examples, int partition, long offset, long minibatchTimeMs) {
    examplesSeen += examples;
    inputPartition = partition;
    inputOffset = offset + 1;
    timeMs = minibatchTimeMs;
  }

  /// {@return when the last minibatch was cut or sent, ms since 1970}
  public long timeMs() {
    return timeMs;
  }

  /// {@return step of the snapshot published last, or -1}
  public long lastSnapshotStep() {
    return lastSnapshotStep;
  }

  /// {@return time of the snapshot published last, ms since 1970}
  public long lastSnapshotTimeMs() {
    return lastSnapshotTimeMs;
  }

  /// Remembers that a snapshot of this moment was published.
  public void snapshotPublished() {
    lastSnapshotStep = step;
    lastSnapshotTimeMs = timeMs;
  }
}
