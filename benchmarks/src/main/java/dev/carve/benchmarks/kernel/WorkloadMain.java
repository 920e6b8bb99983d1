package dev.carve.benchmarks.kernel;

import dev.carve.benchmarks.measurement.Answers;
import dev.carve.benchmarks.measurement.Slice;
import dev.carve.benchmarks.measurement.Stopwatch;
import java.io.IOException;

/// The process of one workload. It answers `flops`, `loss STEPS` (the loss after so many steps) and
/// `slice MS` (how often the work was done in that time).
public final class WorkloadMain {
  private static final long CHUNK_NS = 1_000_000;

  private final Workload workload;
  private int chunk = 1;

  private WorkloadMain(Workload workload) {
    this.workload = workload;
  }

  /// Serves until standard input ends.
  ///
  /// @param arguments class of the workload, name of the network, examples of a minibatch
  /// @throws IOException if standard input cannot be read
  /// @throws ReflectiveOperationException if there is no such workload
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    TrainingProblem problem = TrainingProblem.of(arguments[1], Integer.parseInt(arguments[2]));
    try (Workload workload =
        Class.forName(arguments[0])
            .asSubclass(Workload.class)
            .getConstructor(TrainingProblem.class)
            .newInstance(problem)) {
      WorkloadMain main = new WorkloadMain(workload);
      Answers.serve(main::answer);
    }
  }

  private Object answer(String... question) {
    return switch (question[0]) {
      case "flops" -> workload.flopsEach();
      case "loss" -> lossAfter(Integer.parseInt(question[1]));
      case "slice" -> slice(1_000_000L * Integer.parseInt(question[1]));
      default -> throw new IllegalArgumentException("unknown question: " + question[0]);
    };
  }

  private double lossAfter(int steps) {
    workload.reset();
    workload.run(steps);
    return workload.loss();
  }

  /// From the beginning each time, so that a fast and a slow contender work on like parameters.
  private Slice slice(long durationNs) {
    workload.reset();
    Stopwatch stopwatch = new Stopwatch(Thread.currentThread());
    long count = 0;
    long elapsedNs = 0;
    while (elapsedNs < durationNs) {
      workload.run(chunk);
      count += chunk;
      long nowNs = stopwatch.elapsedNs();
      if (nowNs - elapsedNs < CHUNK_NS) {
        chunk *= 2;
      }
      elapsedNs = nowNs;
    }
    return stopwatch.read(count);
  }
}
