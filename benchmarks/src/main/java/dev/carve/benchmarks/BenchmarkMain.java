package dev.carve.benchmarks;

import dev.carve.benchmarks.pipeline.PipelineBenchmark;
import dev.carve.benchmarks.pipeline.PipelineResult;
import java.nio.file.Path;

/// Temporary.
final class BenchmarkMain {
  private BenchmarkMain() {}

  public static void main(String[] a) {
    PipelineResult result =
        new PipelineBenchmark(Path.of(a[0]), System.out::println)
            .run(
                new PipelineBenchmark.Plan(
                    a[1], Long.parseLong(a[2]), Double.parseDouble(a[3]), 1, 3));
    System.out.println(result);
    System.out.println(result.processCpuRatio() + " " + result.threadCpuRatio());
  }
}
