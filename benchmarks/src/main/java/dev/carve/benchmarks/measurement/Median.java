package dev.carve.benchmarks.measurement;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/// The middle of some figures.
public final class Median {
  private Median() {}

  /// {@return the median of one figure of some measurements}
  ///
  /// @param measurements at least one
  /// @param figure which of their figures
  /// @param <T> what was measured
  public static <T> double of(Collection<T> measurements, ToDoubleFunction<T> figure) {
    double[] sorted = measurements.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
