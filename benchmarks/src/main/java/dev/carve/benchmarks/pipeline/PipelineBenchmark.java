package dev.carve.benchmarks.pipeline;

import dev.carve.benchmarks.kernel.SgdStep;
import dev.carve.benchmarks.kernel.WorkloadMain;
import dev.carve.benchmarks.measurement.ChildJvm;
import dev.carve.benchmarks.measurement.ChildJvm.Command;
import dev.carve.benchmarks.measurement.Slice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.Consumer;

/// What does exactly-once training cost beyond the steps themselves?
///
/// Compares the processor time per minibatch of the trainer with that of its topology when nothing
/// is trained plus that of the bare kernel, and shows both beside plain consumption.
public final class PipelineBenchmark {
  private static final int KERNEL_SLICE_MS = 1000;

  private final Path directory;
  private final Consumer<String> progress;

  /// How much is measured.
  ///
  /// @param network sizes of the layers, and the activation of the hidden ones
  /// @param minibatches how many each contender consumes in each round
  /// @param perSecond at what rate they seem to have come, by their timestamps
  /// @param warmUps rounds that are not counted
  /// @param rounds rounds that are
  public record Plan(String network, long minibatches, double perSecond, int warmUps, int rounds) {}

  /// A benchmark.
  ///
  /// @param directory where topics and logs lie
  /// @param progress is told what happens
  public PipelineBenchmark(Path directory, Consumer<String> progress) {
    this.directory = directory;
    this.progress = progress;
  }

  /// Fills a topic and lets all contenders read it in turns.
  ///
  /// @param plan how much
  /// @return what it took
  public PipelineResult run(Plan plan) {
    MinibatchStream stream = new MinibatchStream(plan.network());
    Path home = directory.resolve(plan.network().replace(' ', '-'));
    try (ChildJvm broker =
        ChildJvm.start(Command.like("broker", BrokerMain.class, home + "/broker"), home)) {
      String address = broker.ask(String.class, "address");
      progress.accept("%s: filling the topic".formatted(plan.network()));
      MinibatchTopic.create(address, stream).fill(plan.minibatches(), plan.perSecond());
      try (ChildJvm trainer = topology("trainer", address, home);
          ChildJvm noOp = topology("no-op", address, home);
          ChildJvm consumer =
              ChildJvm.start(Command.like("consumer", ConsumerMain.class, address), home);
          ChildJvm kernel = kernel(stream, home)) {
        return rounds(plan, stream, trainer, noOp, consumer, kernel);
      }
    }
  }

  private PipelineResult rounds(
      Plan plan,
      MinibatchStream stream,
      ChildJvm trainer,
      ChildJvm noOp,
      ChildJvm consumer,
      ChildJvm kernel) {
    PipelineResult result =
        new PipelineResult(
            plan.network(),
            stream.batchSize(),
            stream.minibatchBytes(),
            plan.minibatches(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    String count = Long.toString(plan.minibatches());
    for (int round = -plan.warmUps(); round < plan.rounds(); round++) {
      Slice trained = trainer.ask(Slice.class, "round", count);
      Slice ignored = noOp.ask(Slice.class, "round", count);
      Slice consumed = consumer.ask(Slice.class, "round", count);
      Slice stepped = kernel.ask(Slice.class, "slice", Integer.toString(KERNEL_SLICE_MS));
      progress.accept(
          "%s: %s: trainer %,.0f, no-op %,.0f, consumer %,.0f minibatches/s, kernel %,.0f steps/s"
              .formatted(
                  plan.network(),
                  round < 0 ? "warm-up" : "round %d of %d".formatted(round + 1, plan.rounds()),
                  trained.perSecond(),
                  ignored.perSecond(),
                  consumed.perSecond(),
                  stepped.perSecond()));
      if (round >= 0) {
        result.trainer().add(trained);
        result.noOp().add(ignored);
        result.consumer().add(consumed);
        result.kernel().add(stepped);
      }
    }
    return result;
  }

  private static ChildJvm topology(String kind, String address, Path home) {
    return ChildJvm.start(
        Command.like(kind, TopologyMain.class, kind, address, home + "/state"), home);
  }

  private static ChildJvm kernel(MinibatchStream stream, Path home) {
    return ChildJvm.start(
        Command.like(
            "kernel",
            WorkloadMain.class,
            SgdStep.class.getName(),
            stream.network(),
            Integer.toString(stream.batchSize())),
        home);
  }
}
