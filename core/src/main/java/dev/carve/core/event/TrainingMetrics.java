package dev.carve.core.event;

import dev.carve.core.evaluation.PrequentialFigures;
import java.time.Instant;
import java.util.List;

/// How the training of one model goes.
///
/// @param model the model's name
/// @param run the lineage of steps
/// @param step SGD steps taken
/// @param examplesSeen examples consumed
/// @param time when the figures were taken
/// @param stepsPerSecond since the figures before these
/// @param learningRate η of the last step
/// @param gradientNorm Euclidean norm of the last gradient, before clipping
/// @param fading figures of the recent past, exponentially weighted
/// @param window figures of the last `windowSize` examples
/// @param windowSize how many examples `window` covers
/// @param overall figures of the whole run
/// @param confusion counts of the whole run, `[actual, predicted]`, row-major
/// @param state whether the model takes steps
/// @param endOfInput whether these are the figures after the last example of a bounded input
public record TrainingMetrics(
    String model,
    String run,
    long step,
    long examplesSeen,
    Instant time,
    double stepsPerSecond,
    double learningRate,
    double gradientNorm,
    PrequentialFigures fading,
    PrequentialFigures window,
    int windowSize,
    PrequentialFigures overall,
    List<Long> confusion,
    TrainingState state,
    boolean endOfInput) {

  static final Codec<TrainingMetrics> CODEC =
      new ProtobufCodec<>(
          "TrainingMetrics",
          dev.carve.core.event.proto.TrainingMetrics.parser(),
          TrainingMetrics::toMessage,
          TrainingMetrics::fromMessage);

  /// Keeps its own copy of the confusion counts.
  public TrainingMetrics {
    confusion = List.copyOf(confusion);
  }

  private dev.carve.core.event.proto.TrainingMetrics toMessage() {
    return dev.carve.core.event.proto.TrainingMetrics.newBuilder()
        .setModel(model)
        .setRun(run)
        .setStep(step)
        .setExamplesSeen(examplesSeen)
        .setTimeUs(EventTime.toMicros(time))
        .setStepsPerSecond(stepsPerSecond)
        .setLearningRate(learningRate)
        .setGradientNorm(gradientNorm)
        .setFading(toMessage(fading))
        .setWindow(toMessage(window))
        .setWindowSize(windowSize)
        .setOverall(toMessage(overall))
        .addAllConfusion(confusion)
        .setState(state.label())
        .setEndOfInput(endOfInput)
        .build();
  }

  private static dev.carve.core.event.proto.PrequentialFigures toMessage(
      PrequentialFigures figures) {
    return dev.carve.core.event.proto.PrequentialFigures.newBuilder()
        .setAccuracy(figures.accuracy())
        .setLoss(figures.loss())
        .setKappa(figures.kappa())
        .setKappaTemporal(figures.kappaTemporal())
        .setRepeatLastAccuracy(figures.repeatLastAccuracy())
        .build();
  }

  private static TrainingMetrics fromMessage(dev.carve.core.event.proto.TrainingMetrics message) {
    return new TrainingMetrics(
        message.getModel(),
        message.getRun(),
        message.getStep(),
        message.getExamplesSeen(),
        EventTime.fromMicros(message.getTimeUs()),
        message.getStepsPerSecond(),
        message.getLearningRate(),
        message.getGradientNorm(),
        fromMessage(message.getFading()),
        fromMessage(message.getWindow()),
        message.getWindowSize(),
        fromMessage(message.getOverall()),
        message.getConfusionList(),
        TrainingState.parse(message.getState()),
        message.getEndOfInput());
  }

  private static PrequentialFigures fromMessage(
      dev.carve.core.event.proto.PrequentialFigures message) {
    return new PrequentialFigures(
        message.getAccuracy(),
        message.getLoss(),
        message.getKappa(),
        message.getKappaTemporal(),
        message.getRepeatLastAccuracy());
  }
}
