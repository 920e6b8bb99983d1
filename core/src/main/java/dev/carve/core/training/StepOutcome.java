package dev.carve.core.training;

/// What became of a minibatch.
public enum StepOutcome {
  /// Judged, and a step was taken.
  TRAINED,
  /// Judged only: the model is not training.
  EVALUATED,
  /// The loss, the gradient, θ or what the optimizer remembers was about to become infinite or NaN:
  /// no step was taken.
  DIVERGED
}
