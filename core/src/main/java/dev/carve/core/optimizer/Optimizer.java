package dev.carve.core.optimizer;

/// How parameters move against the gradient.
///
/// Definitions and defaults are those of PyTorch. An optimizer is a value: what it remembers
/// between steps lies in an array of the caller, `slots` × p floats that are zero before the first
/// step.
public sealed interface Optimizer permits Sgd, RmsProp, Adagrad, Adam, AdamW {
  /// The name in a spec.
  ///
  /// @return the type, in lower case
  String specName();

  /// How much the optimizer remembers.
  ///
  /// @return arrays of the length of θ
  int slots();

  /// Moves the parameters, in place.
  ///
  /// @param step steps taken before this one, t ≥ 0
  /// @param learningRate η of this step
  /// @param parameters θ, `[p]`, overwritten
  /// @param gradient g, the mean over the minibatch of ∂L/∂θ, `[p]`, left as it is
  /// @param state what is remembered, `[slots, p]`, overwritten
  /// @throws IllegalArgumentException if the shapes do not fit
  void apply(long step, float learningRate, float[] parameters, float[] gradient, float[] state);
}
