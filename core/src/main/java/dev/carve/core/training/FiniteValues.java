package dev.carve.core.training;

/// Tells whether numbers are numbers.
final class FiniteValues {
  private FiniteValues() {}

  /// {@return whether none of the first `length` values is infinite or NaN}
  static boolean all(float[] values, int length) {
    float largest = 0;
    for (int i = 0; i < length; i++) {
      /* The maximum with a NaN is NaN. Without a branch, so that the loop is vectorised. */
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return Float.isFinite(largest);
  }
}
