package dev.carve.core.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carve.core.evaluation.PrequentialEvaluation;
import dev.carve.core.event.Floats;
import dev.carve.core.event.InputStatistics;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.TrainingState;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.network.Network;
import dev.carve.core.network.Standardizer;
import dev.carve.core.network.WeightInitializer;
import dev.carve.core.optimizer.Optimizer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;

/// Everything that the next step of one model needs, and nothing else. Owned by one thread.
///
/// Its binary form is one value in the trainer's state store, rewritten after every minibatch:
/// restoring it gives the same bits. The value is
///
/// ```
/// i32 version; run, spec: each i32 length and UTF-8
/// i64 step, examplesSeen; i32 state; f64 learningRateScale, learningRate, gradientNorm
/// i64 lastSnapshotStep, lastSnapshotTimeMs, timeMs, inputOffset; i32 inputPartition
/// f32 parameters[p]; f32 optimizerState[slots × p]
/// standardizer; prequential evaluation; recent examples
/// ```
///
/// in little-endian order. Between two minibatches it is also the last good state, to which a step
/// that diverges is rolled back.
public final class ModelState {
  private static final int VERSION = 1;

  private static final int FIXED_BYTES = 6 * Long.BYTES + 3 * Double.BYTES + 2 * Integer.BYTES;

  private final ModelSpec spec;
  private final String specYaml;
  private final String run;
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

  private ModelState(ModelSpec spec, String run) {
    this.spec = spec;
    this.specYaml = spec.toYaml();
    this.run = run;
    this.network = spec.network();
    this.optimizer = spec.optimizer();
    this.evaluation = new PrequentialEvaluation(network.classes());
    this.recentExamples = new RecentExampleRing(network.inputs());
    this.parameters = new float[network.parameterCount()];
    this.optimizerState = new float[optimizer.slots() * parameters.length];
    this.standardizer = new Standardizer(network.inputs());
    this.learningRate = spec.learningRateSchedule().at(0);
    byte[] runBytes = run.getBytes(UTF_8);
    byte[] specBytes = specYaml.getBytes(UTF_8);
    this.bodyStart = 3 * Integer.BYTES + runBytes.length + specBytes.length;
    this.bytes = new byte[bodyStart + bodyBytes()];
    this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(VERSION);
    StateBuffer.put(buffer, runBytes);
    StateBuffer.put(buffer, specBytes);
    recentExamples.forgetWhatIsWritten();
  }

  /// {@return the state at step 0}
  ///
  /// @param spec what the model is
  /// @param run the lineage that begins
  /// @param initialParameters θ to begin with; empty for the spec's own initialisation
  /// @param timeMs when it begins, ms since 1970
  /// @throws IllegalArgumentException if θ has another length than the network's
  public static ModelState begin(
      ModelSpec spec, String run, Floats initialParameters, long timeMs) {
    ModelState begun = new ModelState(spec, run);
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

  /// {@return the state in a value of the store}
  ///
  /// @param value as {@link #toBytes()} gave it
  /// @throws IllegalStateException if it was written by another version
  public static ModelState read(byte[] value) {
    ByteBuffer buffer = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    int version = buffer.getInt();
    if (version != VERSION) {
      throw new IllegalStateException(
          "state must be of version %d: version=%d".formatted(VERSION, version));
    }
    String run = StateBuffer.getString(buffer);
    ModelState read = new ModelState(ModelSpec.parse(StateBuffer.getString(buffer)), run);
    read.readBody(buffer);
    return read;
  }

  private void readBody(ByteBuffer from) {
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
    return bytes;
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
        state);
  }

  /// {@return what the model is}
  public ModelSpec spec() {
    return spec;
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
  }

  /// Replaces the schedule's initial learning rate; the schedule's shape stays.
  ///
  /// @param initial what the schedule starts from, or warms up to, greater than 0
  public void initialLearningRate(double initial) {
    learningRateScale = initial / spec.learningRateSchedule().initial();
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
