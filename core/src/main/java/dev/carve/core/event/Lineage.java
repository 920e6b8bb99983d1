package dev.carve.core.event;

/// Where a run comes from, and whose minibatches it takes.
///
/// @param parentRun the run that it began from; empty where it began from nothing
/// @param parentStep the step of that run
/// @param follows the model whose minibatches it takes; empty where it takes its own
public record Lineage(String parentRun, long parentStep, String follows) {
  private static final Lineage NONE = new Lineage("", 0, "");

  /// {@return that of a run which began from nothing and takes minibatches of its own}
  public static Lineage none() {
    return NONE;
  }

  /// {@return the key of the minibatches that a model takes}
  ///
  /// @param model the model's own name
  public String inputKey(String model) {
    return follows.isEmpty() ? model : follows;
  }
}
