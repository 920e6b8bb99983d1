package dev.carve.core.event;

import java.time.Instant;

/// θ of one model at one step, published for reading.
///
/// @param model the model's name
/// @param run the lineage of steps it belongs to
/// @param step SGD steps taken to get here, from 0
/// @param spec the model's spec as canonical YAML
/// @param parameters θ, layer by layer: weights `[units, inputs]` row-major, then biases `[units]`
/// @param inputStatistics running mean and spread of the inputs
/// @param recentExamples some of the examples trained on last
/// @param examplesSeen examples consumed to get here
/// @param inputPartition partition of topic `minibatches` that feeds the model
/// @param inputOffset offset of the next minibatch to consume there
/// @param loss fading mean of the loss before each update, nats
/// @param accuracy fading prequential accuracy, 0 to 1
/// @param learningRate η of the last step
/// @param time of the minibatch that led here
/// @param state whether the model takes steps
/// @param continuation what the next step needs beside
/// @param lineage where the run comes from, and whose minibatches it takes
public record ParameterSnapshot(
    String model,
    String run,
    long step,
    String spec,
    Floats parameters,
    InputStatistics inputStatistics,
    RecentExamples recentExamples,
    long examplesSeen,
    int inputPartition,
    long inputOffset,
    double loss,
    double accuracy,
    double learningRate,
    Instant time,
    TrainingState state,
    Continuation continuation,
    Lineage lineage) {

  static final Codec<ParameterSnapshot> CODEC =
      new ProtobufCodec<>(
          "ParameterSnapshot",
          dev.carve.core.event.proto.ParameterSnapshot.parser(),
          ParameterSnapshot::toMessage,
          ParameterSnapshot::fromMessage);

  /// A snapshot to be looked at, not to be gone on from.
  ///
  /// @param model the model's name
  /// @param run the lineage of steps it belongs to
  /// @param step SGD steps taken to get here, from 0
  /// @param spec the model's spec as canonical YAML
  /// @param parameters θ
  /// @param inputStatistics running mean and spread of the inputs
  /// @param recentExamples some of the examples trained on last
  /// @param examplesSeen examples consumed to get here
  /// @param inputPartition partition of topic `minibatches` that feeds the model
  /// @param inputOffset offset of the next minibatch to consume there
  /// @param loss fading mean of the loss before each update, nats
  /// @param accuracy fading prequential accuracy, 0 to 1
  /// @param learningRate η of the last step
  /// @param time of the minibatch that led here
  /// @param state whether the model takes steps
  public ParameterSnapshot(
      String model,
      String run,
      long step,
      String spec,
      Floats parameters,
      InputStatistics inputStatistics,
      RecentExamples recentExamples,
      long examplesSeen,
      int inputPartition,
      long inputOffset,
      double loss,
      double accuracy,
      double learningRate,
      Instant time,
      TrainingState state) {
    this(
        model,
        run,
        step,
        spec,
        parameters,
        inputStatistics,
        recentExamples,
        examplesSeen,
        inputPartition,
        inputOffset,
        loss,
        accuracy,
        learningRate,
        time,
        state,
        Continuation.unknown(),
        Lineage.none());
  }

  /// {@return the same with other examples beside it}
  ///
  /// @param examples oldest first
  public ParameterSnapshot withRecentExamples(RecentExamples examples) {
    return new ParameterSnapshot(
        model,
        run,
        step,
        spec,
        parameters,
        inputStatistics,
        examples,
        examplesSeen,
        inputPartition,
        inputOffset,
        loss,
        accuracy,
        learningRate,
        time,
        state,
        continuation,
        lineage);
  }

  /// {@return the same with other prequential figures}
  ///
  /// @param newLoss fading mean, nats
  /// @param newAccuracy fading, 0 to 1
  public ParameterSnapshot withFigures(double newLoss, double newAccuracy) {
    return new ParameterSnapshot(
        model,
        run,
        step,
        spec,
        parameters,
        inputStatistics,
        recentExamples,
        examplesSeen,
        inputPartition,
        inputOffset,
        newLoss,
        newAccuracy,
        learningRate,
        time,
        state,
        continuation,
        lineage);
  }

  /// {@return the same, to be gone on from another minibatch}
  ///
  /// @param newPartition partition of topic `minibatches`
  /// @param newOffset offset of the next minibatch to consume there
  public ParameterSnapshot withInput(int newPartition, long newOffset) {
    return new ParameterSnapshot(
        model,
        run,
        step,
        spec,
        parameters,
        inputStatistics,
        recentExamples,
        examplesSeen,
        newPartition,
        newOffset,
        loss,
        accuracy,
        learningRate,
        time,
        state,
        continuation,
        lineage);
  }

  /// {@return the same with what the next step needs beside}
  ///
  /// @param newContinuation instead of the present one
  public ParameterSnapshot withContinuation(Continuation newContinuation) {
    return new ParameterSnapshot(
        model,
        run,
        step,
        spec,
        parameters,
        inputStatistics,
        recentExamples,
        examplesSeen,
        inputPartition,
        inputOffset,
        loss,
        accuracy,
        learningRate,
        time,
        state,
        newContinuation,
        lineage);
  }

  dev.carve.core.event.proto.ParameterSnapshot toMessage() {
    return dev.carve.core.event.proto.ParameterSnapshot.newBuilder()
        .setModel(model)
        .setRun(run)
        .setStep(step)
        .setSpec(spec)
        .setParameters(parameters.toBytes())
        .setStandardizer(inputStatistics.toMessage())
        .setRecentExamples(recentExamples.toMessage())
        .setExamplesSeen(examplesSeen)
        .setInputPartition(inputPartition)
        .setInputOffset(inputOffset)
        .setLoss(loss)
        .setAccuracy(accuracy)
        .setLearningRate(learningRate)
        .setTimeUs(EventTime.toMicros(time))
        .setState(state.label())
        .setLearningRateScale(continuation.learningRateScale())
        .setSteadySince(continuation.steadySince())
        .setOptimizerState(continuation.optimizerState().toBytes())
        .setParentRun(lineage.parentRun())
        .setParentStep(lineage.parentStep())
        .setFollows(lineage.follows())
        .build();
  }

  static ParameterSnapshot fromMessage(dev.carve.core.event.proto.ParameterSnapshot message) {
    return new ParameterSnapshot(
        message.getModel(),
        message.getRun(),
        message.getStep(),
        message.getSpec(),
        Floats.fromBytes("parameters", message.getParameters()),
        InputStatistics.fromMessage(message.getStandardizer()),
        RecentExamples.fromMessage(message.getRecentExamples()),
        message.getExamplesSeen(),
        message.getInputPartition(),
        message.getInputOffset(),
        message.getLoss(),
        message.getAccuracy(),
        message.getLearningRate(),
        EventTime.fromMicros(message.getTimeUs()),
        TrainingState.parse(message.getState()),
        new Continuation(
            message.getLearningRateScale(),
            message.getSteadySince(),
            Floats.fromBytes("optimizer_state", message.getOptimizerState())),
        new Lineage(message.getParentRun(), message.getParentStep(), message.getFollows()));
  }
}
