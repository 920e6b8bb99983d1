package dev.carve.core.event;

import java.util.Locale;

/// Whether a model takes steps.
public enum TrainingState {
  /// Every minibatch is a step.
  TRAINING,
  /// An operator stopped it: minibatches are evaluated, but nothing is learned.
  FROZEN,
  /// A loss or parameter was about to become infinite or NaN: frozen before that update.
  DIVERGED;

  /// {@return the name on topics, in the HTTP API and on the page}
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static TrainingState parse(String label) {
    for (TrainingState state : values()) {
      if (state.label().equals(label)) {
        return state;
      }
    }
    throw new MalformedEventException(
        "state must be training, frozen or diverged: state=%s".formatted(label));
  }
}
