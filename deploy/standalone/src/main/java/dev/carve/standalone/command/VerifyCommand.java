package dev.carve.standalone.command;

import dev.carve.standalone.verify.Verification;
import dev.carve.standalone.verify.VerificationPlan;
import dev.carve.standalone.verify.VerificationReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Proves exactly-once training and equal bits on this machine.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Proves exactly-once training and equal bits on this machine.",
      "Trains models through a broker and trainers of their own, kills the trainer with SIGKILL at"
          + " random moments, the broker once, and one of two trainers, and compares every bit with"
          + " an undisturbed run. Also compares the kernels of each vector width, and measures"
          + " restarts. Ports and directory are temporary.",
    },
    footer = {
      "",
      "Exit code 0 means that all is identical, 1 that something is not.",
      "",
      "Examples:",
      "  carve verify                      20 kills, a few minutes",
      "  carve verify --kills 3            a quick one",
      "  carve verify --kills 200 --seed 7 --json",
    })
final class VerifyCommand implements Callable<Integer> {
  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "20",
      description = "How often the trainer is killed (default: ${DEFAULT-VALUE}).")
  private int kills = 20;

  @Option(
      names = "--minibatches",
      paramLabel = "N",
      defaultValue = "20000",
      description = "How many are trained on, over all models (default: ${DEFAULT-VALUE}).")
  private int minibatches = 20_000;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Where minibatches and moments come from (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--keep", description = "Keep the temporary directory, and name it.")
  private boolean keep;

  @Option(names = "--json", description = "Print the report for machines.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Path directory = temporaryDirectory();
    Thread deletion = new Thread(() -> delete(directory), "carve-verify-deletion");
    if (!keep) {
      Runtime.getRuntime().addShutdownHook(deletion);
    }
    try {
      VerificationPlan plan = plan(directory);
      LogFile.use(directory, "carve-verify");
      VerificationReport report =
          new Verification(plan, InstantSource.system(), this::showProgress).run();
      print(report);
      return report.isIdentical() ? 0 : 1;
    } finally {
      if (keep) {
        showProgress("kept " + directory);
      } else {
        delete(directory);
        removeHook(deletion);
      }
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is being ended: the hook does the same.
    }
  }

  private VerificationPlan plan(Path directory) {
    try {
      return new VerificationPlan(kills, minibatches, seed, directory);
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.badUsage(String.valueOf(e.getMessage()));
    }
  }

  private void showProgress(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }

  private void print(VerificationReport report) {
    if (json) {
      Json.print(spec, VerificationJson.of(report));
    } else {
      VerificationText.print(report, spec.commandLine().getOut());
    }
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("carve-verify");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
