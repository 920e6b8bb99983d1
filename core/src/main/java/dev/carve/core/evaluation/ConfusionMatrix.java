package dev.carve.core.evaluation;

/// How often each class was predicted as each class.
///
/// Owned by one thread.
public final class ConfusionMatrix {
  private final int classes;
  private final long[] counts;

  /// Starts with no example.
  ///
  /// @param classes classes, 0 for a matrix that stays empty
  public ConfusionMatrix(int classes) {
    this.classes = classes;
    this.counts = new long[Math.multiplyExact(classes, classes)];
  }

  /// Classes told apart.
  ///
  /// @return rows, and columns, of the matrix
  public int classes() {
    return classes;
  }

  /// Counts examples.
  ///
  /// @param actual the class of each, `[n]`
  /// @param predicted the class that each was taken for, `[n]`
  /// @param n examples
  public void add(int[] actual, int[] predicted, int n) {
    for (int j = 0; j < n; j++) {
      counts[actual[j] * classes + predicted[j]]++;
    }
  }

  /// How often one class was taken for another.
  ///
  /// @param actual the class
  /// @param predicted the class it was taken for
  /// @return examples
  public long count(int actual, int predicted) {
    return counts[actual * classes + predicted];
  }

  /// All counts.
  ///
  /// @return the live array, `[classes actual, classes predicted]`, not to be modified
  public long[] counts() {
    return counts;
  }
}
