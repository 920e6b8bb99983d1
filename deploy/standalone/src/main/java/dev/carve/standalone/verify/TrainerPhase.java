package dev.carve.standalone.verify;

/// What a trainer process is doing, in the order in which it does so after its start.
enum TrainerPhase {
  STARTING("starting"),
  JOINING("joining the group"),
  RESTORING("restoring"),
  TRAINING("training");

  private final String text;

  TrainerPhase(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /// The phase after a line of the trainer's log.
  TrainerPhase after(String line) {
    if (line.contains("State transition from CREATED to REBALANCING")) {
      return JOINING;
    }
    if (line.contains(" Restoring ") && this != TRAINING) {
      return RESTORING;
    }
    return line.contains("State transition from REBALANCING to RUNNING") ? TRAINING : this;
  }
}
