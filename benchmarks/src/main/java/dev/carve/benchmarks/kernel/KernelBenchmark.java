package dev.carve.benchmarks.kernel;

import dev.carve.benchmarks.kernel.KernelResult.ContenderResult;
import dev.carve.benchmarks.measurement.ChildJvm;
import dev.carve.benchmarks.measurement.Median;
import dev.carve.benchmarks.measurement.Slice;
import dev.carve.standalone.benchmark.BenchmarkRunException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// How many steps of stochastic gradient descent does one thread take in a second, and how many do
/// other libraries?
///
/// All contenders are started, must come to the same loss from the same parameters and minibatch,
/// and then get slices of time in turns, so that whatever else the machine does meets them alike.
public final class KernelBenchmark {
  private static final int FEW_STEPS = 10;
  private static final int LOSS_STEPS = 100;
  private static final double LOSS_TOLERANCE = 1e-3;
  private static final double LEAST_DESCENT = 10 * LOSS_TOLERANCE;

  private final Path directory;
  private final Optional<Path> peers;
  private final Plan plan;
  private final Consumer<String> progress;

  /// How long is measured.
  ///
  /// @param sliceMs length of a slice
  /// @param warmUps slices that are not counted
  /// @param rounds slices that are
  public record Plan(int sliceMs, int warmUps, int rounds) {}

  /// A benchmark.
  ///
  /// @param directory where logs lie
  /// @param peers directory of the other libraries' jars, if they are measured too
  /// @param plan how long
  /// @param progress is told what happens
  public KernelBenchmark(
      Path directory, Optional<Path> peers, Plan plan, Consumer<String> progress) {
    this.directory = directory;
    this.peers = peers;
    this.plan = plan;
    this.progress = progress;
  }

  /// Measures one network.
  ///
  /// @param network sizes of the layers, and the activation of the hidden ones
  /// @param batchSize examples of a minibatch
  /// @return how fast each contender is
  /// @throws BenchmarkRunException if the contenders do not compute the same
  public KernelResult run(String network, int batchSize) {
    List<Contender> contenders = new ArrayList<>(Contender.ofCarve());
    peers.ifPresent(libraries -> contenders.addAll(Contender.peers(libraries)));
    List<Turn> turns = new ArrayList<>();
    try {
      for (Contender contender : contenders) {
        turns.add(new Turn(contender, contender.start(network, batchSize, directory)));
      }
      Turn peak = new Turn(Contender.peak(), Contender.peak().start(network, batchSize, directory));
      turns.add(peak);
      return run(network, batchSize, turns.subList(0, contenders.size()), peak);
    } finally {
      turns.forEach(turn -> turn.process().close());
    }
  }

  /// A contender, its process, and what it did.
  private record Turn(Contender contender, ChildJvm process, List<Slice> slices) {
    Turn(Contender contender, ChildJvm process) {
      this(contender, process, new ArrayList<>());
    }

    double ask(String... question) {
      return process.ask(Double.class, question);
    }
  }

  private KernelResult run(String network, int batchSize, List<Turn> turns, Turn peak) {
    double initialLoss = turns.getFirst().ask("loss", "0");
    List<Double> losses = losses(network, initialLoss, turns);
    List<Turn> all = new ArrayList<>(turns);
    all.add(peak);
    for (int round = -plan.warmUps(); round < plan.rounds(); round++) {
      for (Turn turn : all) {
        Slice slice = turn.process().ask(Slice.class, "slice", Integer.toString(plan.sliceMs()));
        if (round >= 0) {
          turn.slices().add(slice);
        }
      }
      progress.accept(
          "%s, batch %d: %s"
              .formatted(
                  network,
                  batchSize,
                  round < 0 ? "warm-up" : "round %d of %d".formatted(round + 1, plan.rounds())));
    }
    double flops = turns.getFirst().ask("flops");
    List<ContenderResult> results = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      results.add(result(turns.get(i), losses.get(i), flops));
    }
    double peakGflops = 1e-9 * peak.ask("flops") * Median.of(peak.slices(), Slice::perCpuSecond);
    return new KernelResult(
        network, batchSize, flops, LOSS_STEPS, initialLoss, results, peakGflops);
  }

  private static ContenderResult result(Turn turn, double loss, double flops) {
    double perCpuSecond = Median.of(turn.slices(), Slice::perCpuSecond);
    return new ContenderResult(
        turn.contender().name(),
        loss,
        Median.of(turn.slices(), Slice::perSecond),
        perCpuSecond,
        Median.of(turn.slices(), Slice::allocatedBytesEach),
        1e-9 * flops * perCpuSecond,
        turn.slices());
  }

  /// The losses after all steps; those after a few must agree too, since errors of the gradient may
  /// cancel out.
  private static List<Double> losses(String network, double initialLoss, List<Turn> turns) {
    lossesAfter(FEW_STEPS, network, turns);
    List<Double> losses = lossesAfter(LOSS_STEPS, network, turns);
    if (!(losses.getFirst() < initialLoss - LEAST_DESCENT)) {
      throw new BenchmarkRunException(
          "the steps must lower the loss: network=%s, before=%f, after=%f"
              .formatted(network, initialLoss, losses.getFirst()));
    }
    return losses;
  }

  private static List<Double> lossesAfter(int steps, String network, List<Turn> turns) {
    List<Double> losses = new ArrayList<>();
    for (Turn turn : turns) {
      losses.add(turn.ask("loss", Integer.toString(steps)));
      double difference = losses.getLast() - losses.getFirst();
      if (!(Math.abs(difference) <= LOSS_TOLERANCE)) {
        throw new BenchmarkRunException(
            "all must come to the same loss: network=%s, steps=%d, %s=%f, %s=%f"
                .formatted(
                    network,
                    steps,
                    turns.getFirst().contender().name(),
                    losses.getFirst(),
                    turn.contender().name(),
                    losses.getLast()));
      }
    }
    return losses;
  }
}
