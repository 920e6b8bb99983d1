package dev.carve.standalone.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carve.sampler.SamplerConfig;
import dev.carve.sampler.journal.JournalUnavailableException;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunReplacement;
import dev.carve.sampler.journal.RunSummary;
import dev.carve.sampler.sampling.RebuildConsumer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Makes journals of the topics.
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the journal of a run, or of all runs, from what Kafka still has.",
      "A run that the journal holds is replaced, unless it begins earlier or ends later than what"
          + " Kafka has.",
    },
    footer = {
      "",
      "Examples:",
      "  carve runs rebuild two-spirals-20260131-120000-000",
      "  carve runs rebuild --all --bootstrap-servers kafka:9092",
    })
final class RunsRebuildCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", arity = "0..1", description = "Its name.")
  private @Nullable String name;

  @Option(names = "--all", description = "All runs that Kafka has snapshots of.")
  private boolean all;

  @Option(names = "--replace", description = "Replace a run even if something of it is lost by it.")
  private boolean replace;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Mixin private BrokerOption broker = new BrokerOption();
  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (all == (name != null)) {
      throw CommandFailedException.badUsage(
          "either RUN or --all is needed: RUN=%s, --all=%s".formatted(name, all));
    }
    String servers = broker.connected();
    Path journal = data.open("carve-runs").journal();
    List<RunSummary> rebuilt;
    try (RunReplacement replacement = RunReplacement.begin(journal)) {
      Set<String> found = read(servers, replacement.journal());
      if (name != null && !found.contains(name)) {
        throw CommandFailedException.failure("Kafka has no snapshot of the run: run=" + name);
      }
      rebuilt = move(replacement, journal, found);
    } catch (IOException e) {
      throw CommandFailedException.failure(
          "the journal cannot be written: directory=%s, reason=%s".formatted(journal, e), e);
    }
    print(rebuilt);
    return 0;
  }

  private Set<String> read(String servers, Path to) {
    long reserved = SamplerConfig.defaults(servers, to).reservedDiskBytes();
    try (RebuildConsumer consumer =
            new RebuildConsumer(servers, to, reserved, run -> all || run.equals(name));
        TerminalBar bar = TerminalBar.begin("Rebuilding")) {
      return consumer.read((records, of) ->
          bar.show(
              OptionalDouble.of((double) records / Math.max(1, of)),
              "%,d of %,d records".formatted(records, of)));
    } catch (JournalUnavailableException e) {
      throw CommandFailedException.failure(String.valueOf(e.getMessage()), e);
    }
  }

  private List<RunSummary> move(RunReplacement replacement, Path journal, Set<String> runs) {
    List<RunSummary> rebuilt = new ArrayList<>();
    try (RunLibrary made = new RunLibrary(replacement.journal(), InstantSource.system());
        RunLibrary present = new RunLibrary(journal, InstantSource.system())) {
      for (String run : runs) {
        RunSummary next = made.find(run).orElseThrow();
        requireNothingLost(present.find(run), next);
        rebuilt.add(next);
      }
    }
    for (RunSummary run : rebuilt) {
      try {
        replacement.move(run.run());
      } catch (JournalUnavailableException e) {
        throw CommandFailedException.failure(
            "the run is in use, so it is not replaced: run=%s, %s; stop the sampler first"
                .formatted(run.run(), e.getMessage()),
            e);
      }
    }
    return rebuilt;
  }

  private void requireNothingLost(Optional<RunSummary> present, RunSummary next) {
    if (replace || present.isEmpty()) {
      return;
    }
    RunSummary before = present.get();
    if (before.firstStep() < next.firstStep() || before.lastStep() > next.lastStep()) {
      throw CommandFailedException.failure(
          "the journal has steps that Kafka has no more, --replace gives them up: run=%s, journal=%d..%d, Kafka=%d..%d"
              .formatted(
                  next.run(),
                  before.firstStep(),
                  before.lastStep(),
                  next.firstStep(),
                  next.lastStep()));
    }
  }

  private void print(List<RunSummary> rebuilt) {
    if (json) {
      ObjectNode root = Json.object();
      ArrayNode array = root.putArray("runs");
      rebuilt.forEach(run -> array.add(RunJson.of(run)));
      Json.print(spec, root);
      return;
    }
    for (RunSummary run : rebuilt) {
      spec.commandLine()
          .getOut()
          .println(
              "%s was rebuilt: %,d snapshots, steps %,d to %,d"
                  .formatted(run.run(), run.snapshots(), run.firstStep(), run.lastStep()));
    }
    spec.commandLine().getOut().flush();
  }
}
