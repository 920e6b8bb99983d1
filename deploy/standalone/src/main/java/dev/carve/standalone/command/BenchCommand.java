package dev.carve.standalone.command;

import dev.carve.standalone.benchmark.BenchmarkPlan;
import dev.carve.standalone.benchmark.BenchmarkPlan.Part;
import dev.carve.standalone.benchmark.BenchmarkSuite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Measures this machine.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures how fast Carve is on this machine.",
      "kernels: SGD steps per second of processor time, bytes allocated per step, GFLOP/s against"
          + " the peak of a core. surfaces: all neurons of 2-8-8-2. pipeline: minibatches through"
          + " the trainer, exactly once, beside a topology that trains nothing. latency: from a"
          + " minibatch produced to its frame published. journal: a run of a million snapshots,"
          + " bytes each, from any step to its frame, frames per second replayed. replay: frames"
          + " of a past run, as fast as possible. viewers: from 1 to 2,000 WebSockets beside 1,000"
          + " minibatches a second, what each gets and what all cost. page: in Chromium, from a"
          + " minibatch and from a press on the timeline to pixels, pictures a second. soak: works"
          + " with the page for hours and fails if it keeps what it should not; not part of all.",
      "Compare figures of one run only; close what else keeps the machine busy.",
    },
    footer = {
      "",
      "Examples:",
      "  carve bench                        kernels and surfaces, about two minutes",
      "  carve bench kernels --peers        beside PyTorch and TensorFlow (a download of 450 MB)",
      "  carve bench pipeline latency       with a broker of its own, about ten minutes",
      "  carve bench journal                a million snapshots, about five minutes",
      "  carve bench replay                 to a viewer in another process, half a minute",
      "  carve bench viewers                one to 2,000, a minute each, about nine minutes",
      "  carve bench viewers --minutes 10   500 of them, for so long",
      "  carve bench page                   needs Chromium (CARVE_CHROMIUM), about 15 minutes",
      "  carve bench soak --minutes 120     two hours with the page",
      "  carve bench all --quick --json     a first impression of everything, for machines",
      "  carve bench all --peers --results benchmarks/results     what is published",
    })
final class BenchCommand implements Callable<Integer> {
  /// Where the launcher has put the jars of other libraries.
  private static final String PEERS_PROPERTY = "carve.peers";

  private static final Set<Part> USUAL = EnumSet.of(Part.KERNELS, Part.SURFACES);
  private static final String ALL = "all";

  @Parameters(
      paramLabel = "PART",
      arity = "0..*",
      description =
          "kernels, surfaces, pipeline, latency, journal, replay, viewers, page, soak or all"
              + " (default: kernels surfaces).")
  private List<String> parts = new ArrayList<>();

  @Option(names = "--json", description = "Print the results for machines.")
  private boolean json;

  @Option(
      names = "--peers",
      description =
          "Measure PyTorch, TensorFlow and DL4J too, which are downloaded when first asked for.")
  private boolean peers;

  @Option(names = "--quick", description = "Measure for a short time only: a first impression.")
  private boolean quick;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description =
          "Let 500 viewers watch, or the soak last, for so long (default: ever more viewers for a"
              + " minute each; two hours).")
  private @Nullable Integer minutes;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      description = "Also write the results to DIR, as DATE.md and DATE.json.")
  private @Nullable Path results;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    BenchmarkPlan plan =
        new BenchmarkPlan(
            chosenParts(), peerLibraries(), quick, duration(), json, Optional.ofNullable(results));
    BenchmarkSuite suite =
        ServiceLoader.load(BenchmarkSuite.class)
            .findFirst()
            .orElseThrow(() ->
                CommandFailedException.failure(
                    "the benchmarks must be on the class path: start them with ./carve bench in"
                        + " Carve's source tree"));
    suite.run(plan, spec.commandLine().getOut(), spec.commandLine().getErr());
    return 0;
  }

  private Set<Part> chosenParts() {
    Set<Part> chosen = EnumSet.noneOf(Part.class);
    for (String name : parts) {
      if (name.equals(ALL)) {
        chosen.addAll(EnumSet.complementOf(EnumSet.of(Part.SOAK)));
      } else {
        chosen.add(part(name));
      }
    }
    return chosen.isEmpty() ? USUAL : chosen;
  }

  private static Part part(String name) {
    return EnumSet.allOf(Part.class).stream()
        .filter(part -> part.toString().equals(name))
        .findFirst()
        .orElseThrow(() ->
            CommandFailedException.badUsage(
                "a part must be kernels, surfaces, pipeline, latency, journal, replay, viewers, page,"
                    + " soak or all: PART="
                    + name));
  }

  private Optional<Duration> duration() {
    if (minutes != null && minutes < 1) {
      throw CommandFailedException.badUsage("minutes must be at least 1: --minutes=" + minutes);
    }
    return Optional.ofNullable(minutes).map(Duration::ofMinutes);
  }

  private Optional<Path> peerLibraries() {
    if (!peers) {
      return Optional.empty();
    }
    String directory = System.getProperty(PEERS_PROPERTY);
    if (directory == null) {
      throw CommandFailedException.failure(
          "the peers must have been built: start them with ./carve bench --peers in Carve's source"
              + " tree");
    }
    return Optional.of(Path.of(directory));
  }
}
