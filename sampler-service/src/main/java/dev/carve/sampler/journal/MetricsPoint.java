package dev.carve.sampler.journal;

import dev.carve.core.event.TrainingMetrics;
import java.time.Instant;

/// What charts show of training at one moment, as the trainer told it. Figures are those of the
/// recent past, NaN where there is none.
///
/// @param step SGD steps taken
/// @param examplesSeen examples consumed
/// @param time when the figures were taken
/// @param loss fading mean, nats
/// @param accuracy fading prequential accuracy, 0 to 1
/// @param repeatLastAccuracy that of repeating the last label, 0 to 1
/// @param kappa against guessing, at most 1
/// @param kappaTemporal against repeating the last label, at most 1
/// @param learningRate η of the last step
/// @param gradientNorm Euclidean norm of the last gradient, before clipping
/// @param stepsPerSecond since the figures before these
public record MetricsPoint(
    long step,
    long examplesSeen,
    Instant time,
    double loss,
    double accuracy,
    double repeatLastAccuracy,
    double kappa,
    double kappaTemporal,
    double learningRate,
    double gradientNorm,
    double stepsPerSecond) {

  static MetricsPoint of(TrainingMetrics metrics) {
    return new MetricsPoint(
        metrics.step(),
        metrics.examplesSeen(),
        metrics.time(),
        metrics.fading().loss(),
        metrics.fading().accuracy(),
        metrics.fading().repeatLastAccuracy(),
        metrics.fading().kappa(),
        metrics.fading().kappaTemporal(),
        metrics.learningRate(),
        metrics.gradientNorm(),
        metrics.stepsPerSecond());
  }
}
