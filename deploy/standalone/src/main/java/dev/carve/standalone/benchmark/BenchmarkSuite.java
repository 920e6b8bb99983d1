package dev.carve.standalone.benchmark;

import java.io.PrintWriter;

/// All benchmarks. Implementations are found by `ServiceLoader`.
public interface BenchmarkSuite {
  /// Measures and prints.
  ///
  /// @param plan what to measure
  /// @param out where results are printed
  /// @param progress where progress is told
  void run(BenchmarkPlan plan, PrintWriter out, PrintWriter progress);
}
