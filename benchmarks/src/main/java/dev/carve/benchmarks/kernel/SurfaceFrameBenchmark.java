package dev.carve.benchmarks.kernel;

import dev.carve.benchmarks.kernel.SurfaceResult.ContenderResult;
import dev.carve.benchmarks.kernel.SurfaceResult.Growth;
import dev.carve.benchmarks.measurement.ChildJvm;
import dev.carve.benchmarks.measurement.Median;
import dev.carve.benchmarks.measurement.Slice;
import dev.carve.core.network.DenseLayer;
import dev.carve.standalone.benchmark.BenchmarkRunException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// How long does it take to evaluate the surfaces of all neurons, how long do other libraries take
/// for the same pass, and how does Carve's throughput grow with grid, neurons and cores?
///
/// Contenders must come to the same heights, and get slices of time in turns.
public final class SurfaceFrameBenchmark {
  private static final String NETWORK = "2-8-8-2 tanh";
  private static final int SIDE = 64;
  private static final double HEIGHT_TOLERANCE = 1e-4;
  private static final long WARM_UP_NS = 4_000_000_000L;
  private static final List<Integer> SIDES = List.of(16, 32, 64, 128, 256, 512);
  private static final List<String> NETWORKS =
      List.of(
          "2-8-8-2 tanh", "2-16-16-2 tanh", "2-32-32-2 tanh", "2-64-64-2 tanh", "2-128-128-2 tanh");

  private final Path directory;
  private final Optional<Path> peers;
  private final KernelBenchmark.Plan plan;
  private final Consumer<String> progress;

  /// A benchmark.
  ///
  /// @param directory where logs lie
  /// @param peers directory of the other libraries' jars, if they are measured too
  /// @param plan how long
  /// @param progress is told what happens
  public SurfaceFrameBenchmark(
      Path directory, Optional<Path> peers, KernelBenchmark.Plan plan, Consumer<String> progress) {
    this.directory = directory;
    this.peers = peers;
    this.plan = plan;
    this.progress = progress;
  }

  /// {@return how fast everybody is}
  ///
  /// @throws BenchmarkRunException if the contenders do not compute the same
  public SurfaceResult run() {
    progress.accept("surfaces, %s at %d × %d".formatted(NETWORK, SIDE, SIDE));
    List<ContenderResult> contenders = contenders();
    List<Growth> growth = new ArrayList<>();
    for (int side : SIDES) {
      growth.add(growth(NETWORK, side, 1));
    }
    for (String network : NETWORKS.subList(1, NETWORKS.size())) {
      growth.add(growth(network, SIDE, 1));
    }
    int cores = Runtime.getRuntime().availableProcessors();
    for (int processes = 2; processes <= cores; processes *= 2) {
      growth.add(growth(NETWORK, SIDE, processes));
    }
    return new SurfaceResult(NETWORK, SIDE, contenders, growth);
  }

  private List<ContenderResult> contenders() {
    List<Contender> contenders = new ArrayList<>(Contender.surfacesOfCarve());
    peers.ifPresent(libraries -> contenders.addAll(Contender.surfacesOfPeers(libraries)));
    List<ChildJvm> processes = new ArrayList<>();
    List<List<Slice>> slices = new ArrayList<>();
    try {
      for (Contender contender : contenders) {
        processes.add(contender.start(NETWORK, SIDE, directory));
        slices.add(new ArrayList<>());
      }
      List<Double> heights = heights(contenders, processes);
      for (int round = -plan.warmUps(); round < plan.rounds(); round++) {
        for (int i = 0; i < processes.size(); i++) {
          Slice slice = slice(processes.get(i));
          if (round >= 0) {
            slices.get(i).add(slice);
          }
        }
      }
      List<ContenderResult> results = new ArrayList<>();
      for (int i = 0; i < processes.size(); i++) {
        results.add(
            new ContenderResult(
                contenders.get(i).name(),
                Median.of(slices.get(i), Slice::processCpuMicros),
                Median.of(slices.get(i), Slice::allocatedBytesEach),
                heights.get(i),
                slices.get(i)));
      }
      return results;
    } finally {
      processes.forEach(ChildJvm::close);
    }
  }

  private static List<Double> heights(List<Contender> contenders, List<ChildJvm> processes) {
    List<Double> heights = new ArrayList<>();
    for (int i = 0; i < processes.size(); i++) {
      heights.add(processes.get(i).ask(Double.class, "loss", "1"));
      if (!(Math.abs(heights.getLast() - heights.getFirst()) <= HEIGHT_TOLERANCE)) {
        throw new BenchmarkRunException(
            "all must come to the same heights: %s=%f, %s=%f"
                .formatted(
                    contenders.getFirst().name(),
                    heights.getFirst(),
                    contenders.get(i).name(),
                    heights.getLast()));
      }
    }
    return heights;
  }

  private Slice slice(ChildJvm process) {
    return process.ask(Slice.class, "slice", Integer.toString(plan.sliceMs()));
  }

  private Growth growth(String network, int side, int count) {
    progress.accept("surfaces, %s at %d × %d, %d at once".formatted(network, side, side, count));
    List<ChildJvm> processes = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        processes.add(Contender.surfacesOfCarve().getFirst().start(network, side, directory));
      }
      List<List<Slice>> rounds = new ArrayList<>();
      long startNs = System.nanoTime();
      while (rounds.size() < plan.rounds()) {
        List<CompletableFuture<Slice>> asked =
            processes.stream()
                .map(process ->
                    CompletableFuture.supplyAsync(() -> slice(process), Thread::startVirtualThread))
                .toList();
        List<Slice> slices = asked.stream().map(CompletableFuture::join).toList();
        if (System.nanoTime() - startNs > WARM_UP_NS) {
          rounds.add(slices);
        }
      }
      double frames =
          Median.of(rounds, round -> round.stream().mapToDouble(Slice::perSecond).sum());
      long neurons =
          TrainingProblem.of(network, side).network().layers().stream()
              .mapToLong(DenseLayer::units)
              .sum();
      return new Growth(network, side, count, frames, frames * neurons * side * side);
    } finally {
      processes.forEach(ChildJvm::close);
    }
  }
}
