package dev.carve.sampler.sampling;

/// A question about a neuron, a grid or a height that a network does not have or that would take
/// too much.
public final class InvalidViewException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A question that breaks a rule.
  ///
  /// @param message the rule and the values that break it
  public InvalidViewException(String message) {
    super(message);
  }
}
