package dev.carve.benchmarks;

import dev.carve.benchmarks.journal.JournalBenchmark;
import dev.carve.benchmarks.journal.JournalResult;
import dev.carve.benchmarks.kernel.KernelBenchmark;
import dev.carve.benchmarks.kernel.KernelResult;
import dev.carve.benchmarks.kernel.SurfaceFrameBenchmark;
import dev.carve.benchmarks.kernel.SurfaceResult;
import dev.carve.benchmarks.latency.LatencyBenchmark;
import dev.carve.benchmarks.latency.LatencyResult;
import dev.carve.benchmarks.page.PageBenchmark;
import dev.carve.benchmarks.page.PageResult;
import dev.carve.benchmarks.page.SoakResult;
import dev.carve.benchmarks.pipeline.PipelineBenchmark;
import dev.carve.benchmarks.pipeline.PipelineResult;
import dev.carve.benchmarks.replay.ReplayResult;
import dev.carve.benchmarks.report.BenchmarkReport;
import dev.carve.benchmarks.report.Machine;
import dev.carve.benchmarks.viewers.ViewersBenchmark;
import dev.carve.benchmarks.viewers.ViewersBenchmark.Level;
import dev.carve.benchmarks.viewers.ViewersResult;
import dev.carve.standalone.benchmark.BenchmarkPlan;
import dev.carve.standalone.benchmark.BenchmarkPlan.Part;
import dev.carve.standalone.benchmark.BenchmarkRunException;
import dev.carve.standalone.benchmark.BenchmarkSuite;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What `carve bench` runs.
public final class AllBenchmarks implements BenchmarkSuite {
  private static final String SMALL = "2-8-8-2 tanh";
  private static final String MIDDLE = "2-32-32-3 relu";
  private static final String LARGE = "784-128-64-10 relu";

  private static final Duration USUAL_SOAK = Duration.ofHours(2);
  private static final List<Level> LEVELS =
      List.of(
          new Level(1, 0),
          new Level(10, 0),
          new Level(100, 0),
          new Level(500, 0),
          new Level(500, 20),
          new Level(1_000, 0),
          new Level(2_000, 0));

  /// Creates the suite, for `ServiceLoader`.
  public AllBenchmarks() {}

  @Override
  public void run(BenchmarkPlan plan, PrintWriter out, PrintWriter progress) {
    Machine machine = Machine.here();
    Path directory = temporaryDirectory();
    try {
      BenchmarkReport report =
          new Measurement(
                  plan,
                  directory,
                  line -> {
                    progress.println("carve bench: " + line);
                    progress.flush();
                  })
              .report(machine);
      out.println(plan.json() ? report.toJson() : report.toMarkdown());
      out.flush();
      plan.results().ifPresent(results -> write(report, results));
      report.soak().forEach(AllBenchmarks::requireFaultless);
    } finally {
      remove(directory);
    }
  }

  /// The parts of one plan, measured one after the other.
  private record Measurement(BenchmarkPlan plan, Path directory, Consumer<String> progress) {

    BenchmarkReport report(Machine machine) {
      return new BenchmarkReport(
          machine,
          plan.quick(),
          kernels(),
          surfaces(),
          pipeline(),
          latency(),
          journal(),
          replay(),
          viewers(),
          page(),
          soak());
    }

    private boolean includes(Part part) {
      return plan.parts().contains(part);
    }

    private KernelBenchmark.Plan slices() {
      return plan.quick()
          ? new KernelBenchmark.Plan(200, 3, 3)
          : new KernelBenchmark.Plan(1000, 2, 5);
    }

    private List<KernelResult> kernels() {
      if (!includes(Part.KERNELS)) {
        return List.of();
      }
      KernelBenchmark benchmark = new KernelBenchmark(directory, plan.peers(), slices(), progress);
      return List.of(
          benchmark.run(SMALL, 32),
          benchmark.run(MIDDLE, 32),
          benchmark.run(LARGE, 32),
          benchmark.run(LARGE, 256));
    }

    private List<SurfaceResult> surfaces() {
      if (!includes(Part.SURFACES)) {
        return List.of();
      }
      return List.of(new SurfaceFrameBenchmark(directory, plan.peers(), slices(), progress).run());
    }

    private List<ReplayResult> replay() {
      if (!includes(Part.REPLAY)) {
        return List.of();
      }
      progress.accept("replay");
      return List.of(
          ReplayResult.measure(
              directory, SMALL, plan.quick() ? 2_000 : 10_000, plan.quick() ? 2 : 5));
    }

    private List<ViewersResult> viewers() {
      if (!includes(Part.VIEWERS)) {
        return List.of();
      }
      ViewersBenchmark benchmark = new ViewersBenchmark(directory, progress);
      if (plan.duration().isPresent()) {
        int seconds = (int) plan.duration().get().toSeconds();
        return benchmark.run(
            SMALL, new ViewersBenchmark.Plan(List.of(new Level(500, 20)), 10, seconds));
      }
      return benchmark.run(
          SMALL,
          plan.quick()
              ? new ViewersBenchmark.Plan(LEVELS, 3, 10)
              : new ViewersBenchmark.Plan(LEVELS, 10, 60));
    }

    private List<PageResult> page() {
      return includes(Part.PAGE) ? List.of(pageBenchmark().measure(task())) : List.of();
    }

    List<SoakResult> soak() {
      return includes(Part.SOAK)
          ? List.of(pageBenchmark().soak(task(), plan.duration().orElse(USUAL_SOAK)))
          : List.of();
    }

    private PageBenchmark.Task task() {
      return new PageBenchmark.Task(directory, plan.quick(), progress);
    }

    private static PageBenchmark pageBenchmark() {
      return ServiceLoader.load(PageBenchmark.class)
          .findFirst()
          .orElseThrow(() ->
              new BenchmarkRunException(
                  "what drives the browser must be on the class path: start it with ./carve bench in"
                      + " Carve's source tree"));
    }

    private List<PipelineResult> pipeline() {
      if (!includes(Part.PIPELINE)) {
        return List.of();
      }
      PipelineBenchmark benchmark = new PipelineBenchmark(directory, progress);
      int rounds = plan.quick() ? 1 : 5;
      long small = plan.quick() ? 200_000 : 1_500_000;
      long large = plan.quick() ? 1_000 : 8_000;
      return List.of(
          benchmark.run(new PipelineBenchmark.Plan(SMALL, small, 200_000, 1, rounds)),
          benchmark.run(new PipelineBenchmark.Plan(LARGE, large, 2_000, 1, rounds)));
    }

    private List<LatencyResult> latency() {
      if (!includes(Part.LATENCY)) {
        return List.of();
      }
      LatencyBenchmark.Plan seconds =
          plan.quick() ? new LatencyBenchmark.Plan(3, 3) : new LatencyBenchmark.Plan(10, 30);
      return new LatencyBenchmark(directory, progress).run(SMALL, seconds);
    }

    private List<JournalResult> journal() {
      if (!includes(Part.JOURNAL)) {
        return List.of();
      }
      JournalBenchmark benchmark = new JournalBenchmark(directory, progress);
      return plan.quick()
          ? List.of(
              benchmark.run(new JournalBenchmark.Plan(SMALL, 100_000, 1_000, 100, 5_000)),
              benchmark.run(new JournalBenchmark.Plan(LARGE, 200, 50, 10, 100)))
          : List.of(
              benchmark.run(new JournalBenchmark.Plan(SMALL, 1_000_000, 10_000, 500, 20_000)),
              benchmark.run(new JournalBenchmark.Plan(LARGE, 2_000, 500, 50, 500)));
    }
  }

  private static void requireFaultless(SoakResult soak) {
    if (!soak.faults().isEmpty()) {
      throw new BenchmarkRunException(String.join("; ", soak.faults()));
    }
  }

  private static void write(BenchmarkReport report, Path results) {
    String date = report.machine().time().substring(0, "2000-01-01".length());
    try {
      Files.createDirectories(results);
      Files.writeString(results.resolve(date + ".json"), report.toJson() + "\n");
      Files.writeString(
          results.resolve(date + ".md"),
          "# Results of %s%n%n%s".formatted(date, report.toMarkdown()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("carve-bench-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path directory) {
    List<Path> paths = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(directory)) {
      tree.sorted(Comparator.reverseOrder()).forEach(paths::add);
      for (Path path : paths) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new BenchmarkRunException(
          "the temporary directory must be removed: directory=%s, %s".formatted(directory, e));
    }
  }
}
