package dev.carve.benchmarks.kernel;

/// A unit of work that can be repeated. Implementations have a constructor that takes a {@link
/// TrainingProblem}. Owned by one thread.
public interface Workload extends AutoCloseable {
  /// Goes back to how it was in the beginning.
  void reset();

  /// Does the work.
  ///
  /// @param times how often
  void run(int times);

  /// {@return floating-point additions and multiplications of one unit, those of matrix products
  /// alone}
  double flopsEach();

  /// {@return a number that shows whether the work is the same: the mean loss of the present
  /// parameters, nats; of surfaces the mean square of the first class's heights; NaN without any}
  double loss();

  @Override
  default void close() {}
}
