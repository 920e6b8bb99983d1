package dev.carve.sampler.journal;

/// A stretch of a run that is looked at.
///
/// @param from its first step
/// @param to its last step
public record StepWindow(long from, long to) {
  /// Checks the order.
  ///
  /// @throws IllegalArgumentException if it ends before it begins
  public StepWindow {
    if (from > to) {
      throw new IllegalArgumentException(
          "from must not be beyond to: from=%d, to=%d".formatted(from, to));
    }
  }

  /// {@return all steps}
  public static StepWindow whole() {
    return new StepWindow(0, Long.MAX_VALUE);
  }

  boolean holds(long step) {
    return step >= from && step <= to;
  }
}
