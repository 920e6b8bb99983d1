package dev.carve.core.event;

/// What the next step needs beside the parameters and the input statistics, so that training can be
/// gone on with from a snapshot, bit for bit.
///
/// @param learningRateScale what the schedule's rate is multiplied by, since an operator set
///   another one; 0 where it is not known, as in snapshots of older trainers
/// @param steadySince the first step that was taken since a command or a divergence last changed
///   how the model trains; 0 before the first step of a run
/// @param optimizerState what the optimizer remembers, shape `[slots, p]`; empty where it remembers
///   nothing, and where it was left out to keep the snapshot small
public record Continuation(double learningRateScale, long steadySince, Floats optimizerState) {
  private static final Continuation UNKNOWN = new Continuation(0, 0, Floats.empty());

  /// {@return that of a snapshot which does not tell}
  public static Continuation unknown() {
    return UNKNOWN;
  }

  /// {@return whether it is known at all; the optimizer's memory may be missing all the same}
  public boolean isKnown() {
    return learningRateScale != 0;
  }
}
