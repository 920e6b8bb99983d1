package dev.carve.standalone.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What is measured, and what becomes of the results.
///
/// @param parts which benchmarks
/// @param peers directory of the other libraries' jars, if they are measured too
/// @param quick whether a first impression is enough
/// @param duration how long the parts last that may last any time, if not as usual: 500 viewers,
///   and the script on the page
/// @param json whether results are printed for machines
/// @param results directory where result files are written, if any
public record BenchmarkPlan(
    Set<Part> parts,
    Optional<Path> peers,
    boolean quick,
    Optional<Duration> duration,
    boolean json,
    Optional<Path> results) {

  /// A benchmark.
  public enum Part {
    /// Steps of stochastic gradient descent.
    KERNELS,
    /// Surfaces of all neurons.
    SURFACES,
    /// Minibatches through the trainer.
    PIPELINE,
    /// From a minibatch to its frame.
    LATENCY,
    /// A long run kept and found again.
    JOURNAL,
    /// Frames of a past run.
    REPLAY,
    /// Ever more viewers of a live model.
    VIEWERS,
    /// The page in a browser.
    PAGE,
    /// The page in a browser for hours; part of nothing else.
    SOAK;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Copies the set.
  public BenchmarkPlan {
    parts = Set.copyOf(parts);
  }
}
