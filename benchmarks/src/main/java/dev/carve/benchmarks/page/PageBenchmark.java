package dev.carve.benchmarks.page;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/// Measures the page in a browser. Implementations are found by `ServiceLoader`.
public interface PageBenchmark {
  /// Measures how late the page draws, and how often it can.
  ///
  /// @param task where, and how long
  /// @return what was measured
  PageResult measure(Task task);

  /// Works with the page for a long time.
  ///
  /// @param task where
  /// @param duration how long
  /// @return what the page kept
  SoakResult soak(Task task, Duration duration);

  /// What every measurement needs.
  ///
  /// @param directory where topics, journals and logs lie
  /// @param quick whether a first impression is enough
  /// @param progress is told what happens
  record Task(Path directory, boolean quick, Consumer<String> progress) {}
}
