package dev.carve.standalone.verify;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Proves that a trainer that is killed at any moment goes on as if nothing had happened.
///
/// First the kernels are compared, then the same commands and minibatches go through an undisturbed
/// run and through one whose trainers and broker are killed, and all that both have committed is
/// compared bit by bit.
public final class Verification {
  private final VerificationPlan plan;
  private final InstantSource clock;
  private final Consumer<String> progress;

  /// A verification that has not begun.
  ///
  /// @param plan what is to be verified
  /// @param clock what time the minibatches carry
  /// @param progress takes a line for each thing that was done
  public Verification(VerificationPlan plan, InstantSource clock, Consumer<String> progress) {
    this.plan = plan;
    this.clock = clock;
    this.progress = progress;
  }

  /// Carries it out.
  ///
  /// @return what was found
  /// @throws VerificationFailedException if it could not be carried out to its end
  public VerificationReport run() {
    long beganNs = System.nanoTime();
    MinibatchStream stream =
        MinibatchStream.endingAt(clock.instant(), plan.minibatches(), plan.seed());
    try (Children children = new Children(plan.directory().resolve("output"))) {
      progress.accept("comparing kernels: scalar, 128 bits, 256 bits, widest");
      List<Check> checks =
          new ArrayList<>(new KernelComparison(children, plan.directory(), plan.seed()).run());
      progress.accept("undisturbed run: %,d minibatches".formatted(stream.size()));
      RunOutcome undisturbed =
          new UndisturbedRun(plan.directory().resolve("undisturbed"), stream).run();
      KilledRun killedRun = new KilledRun(plan, stream, children, progress);
      RunOutcome killed = killedRun.run();
      checks.addAll(new Comparison(stream, undisturbed, killed).run());
      return new VerificationReport(
          killedRun.kills(),
          checks,
          killedRun.stopRestartsMs(),
          killedRun.killRestartsMs(),
          killedRun.takeoverMs(),
          stream.size(),
          Duration.ofNanos(System.nanoTime() - beganNs).toMillis() / 1000.0);
    }
  }
}
