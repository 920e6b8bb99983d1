package dev.carve.standalone.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carve.sampler.journal.HistoryPoint;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunSummary;
import dev.carve.standalone.config.NearestName;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows one recorded run.
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows a recorded run: its extent, its course and its spec.",
    footer = {"", "Example:", "  carve runs show two-spirals-20260131-120000-000"})
final class RunsShowCommand implements Callable<Integer> {
  private static final int POINTS = 12;

  @Parameters(paramLabel = "RUN", description = "Its name, as `carve runs list` shows it.")
  private String name = "";

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (RunLibrary library =
        new RunLibrary(data.open("carve-runs").journal(), InstantSource.system())) {
      RunSummary run = library.find(name).orElseThrow(() -> missing(library));
      if (json) {
        ObjectNode root = RunJson.of(run);
        Json.print(spec, root.put("spec", run.spec()));
      } else {
        print(run, library.history(name, POINTS));
      }
    }
    return 0;
  }

  private CommandFailedException missing(RunLibrary library) {
    List<String> names = library.runs().stream().map(RunSummary::run).toList();
    return CommandFailedException.failure(
        "no such run%s run=%s; `carve runs list` names them"
            .formatted(NearestName.suggestion(name, names), name));
  }

  private void print(RunSummary run, List<HistoryPoint> history) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "%s: %,d snapshots of %s, steps %,d to %,d, %s to %s"
            .formatted(
                run.run(),
                run.snapshots(),
                run.model(),
                run.firstStep(),
                run.lastStep(),
                run.startedAt(),
                run.updatedAt()));
    out.println();
    Table table = new Table("STEP", "EXAMPLES", "ACCURACY", "LOSS");
    for (HistoryPoint point : history) {
      table.add(
          "%,d".formatted(point.step()),
          "%,d".formatted(point.examplesSeen()),
          "%.1f %%".formatted(100 * point.accuracy()),
          "%.4f".formatted(point.loss()));
    }
    table.print(out);
    out.println();
    out.print(run.spec());
    out.flush();
  }
}
