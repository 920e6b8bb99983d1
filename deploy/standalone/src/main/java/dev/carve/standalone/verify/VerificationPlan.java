package dev.carve.standalone.verify;

import java.nio.file.Path;

/// What is to be verified.
///
/// @param kills how often the trainer is killed, at least 1
/// @param minibatches how many are trained on, over all models
/// @param seed where the minibatches and the moments of the kills come from
/// @param directory where brokers and trainers keep their files
public record VerificationPlan(int kills, int minibatches, long seed, Path directory) {
  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException if a number is out of range
  public VerificationPlan {
    if (kills < 1 || kills > 10_000) {
      throw new IllegalArgumentException("kills must be in 1..10000: kills=%d".formatted(kills));
    }
    if (minibatches < 300 || minibatches > 1_000_000) {
      throw new IllegalArgumentException(
          "minibatches must be in 300..1000000: minibatches=%d".formatted(minibatches));
    }
  }
}
