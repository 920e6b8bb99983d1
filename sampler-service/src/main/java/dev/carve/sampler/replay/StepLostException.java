package dev.carve.sampler.replay;

/// A step between two snapshots that can no longer be rebuilt.
public final class StepLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String why;

  private StepLostException(String message, String why) {
    super(message);
    this.why = why;
  }

  /// A step that was not published.
  ///
  /// @param step what was asked for
  /// @param before step of the snapshot before it
  /// @param after step of the snapshot after it
  /// @param why what is missing, as the rest of a sentence about the step
  /// @return what says so, and what can be shown instead
  static StepLostException between(long step, long before, long after, String why) {
    return new StepLostException(
        "step %,d lies between snapshots %,d and %,d and %s; the nearest steps that can be shown are %,d and %,d"
            .formatted(step, before, after, why, before, after),
        why);
  }

  /// A step that was published without all that the next step needs.
  ///
  /// @param step what was asked for
  /// @param why what is missing, as a sentence or the end of one about the step
  /// @return what says so
  static StepLostException published(long step, String why) {
    return new StepLostException(
        "step %,d can be shown, but not gone on from, since more has to be rebuilt: %s"
            .formatted(step, why),
        why);
  }

  /// {@return what is missing, as the rest of a sentence about the step}
  String why() {
    return why;
  }
}
