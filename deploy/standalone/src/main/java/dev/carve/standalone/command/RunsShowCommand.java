package dev.carve.standalone.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carve.core.event.ModelEvent;
import dev.carve.sampler.journal.HistoryPoint;
import dev.carve.sampler.journal.RunDescription;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunSummary;
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
    description = "Shows a recorded run: its extent, its course, its events and its spec.",
    footer = {"", "Example:", "  carve runs show two-spirals-20260131-120000-000"})
final class RunsShowCommand implements Callable<Integer> {
  private static final int POINTS = 12;
  private static final int EVENTS = 20;

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
      RunSummary run = library.find(name).orElseThrow(() -> RunName.missing(name, library));
      List<ModelEvent> events = library.events(name);
      if (json) {
        ObjectNode root = RunJson.of(run).put("spec", run.spec());
        ArrayNode array = root.putArray("events");
        events.forEach(event -> array.add(RunJson.of(event)));
        Json.print(spec, root);
      } else {
        print(run, library.history(name, POINTS));
        print(events);
        spec.commandLine().getOut().print(run.spec());
        spec.commandLine().getOut().flush();
      }
    }
    return 0;
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
    print(run.description());
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
  }

  private void print(RunDescription description) {
    PrintWriter out = spec.commandLine().getOut();
    if (!description.name().isEmpty()) {
      out.println("Name: " + description.name());
    }
    if (!description.tags().isEmpty()) {
      out.println("Tags: " + String.join(", ", description.tags()));
    }
    if (!description.note().isEmpty()) {
      out.println("Note: " + description.note());
    }
  }

  private void print(List<ModelEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    if (events.size() > EVENTS) {
      out.println("The newest %d of %,d events:".formatted(EVENTS, events.size()));
    }
    Table table = new Table("STEP", "TIME", "EVENT");
    for (ModelEvent event : events.subList(Math.max(0, events.size() - EVENTS), events.size())) {
      table.add("%,d".formatted(event.step()), event.time().toString(), event.text());
    }
    table.print(out);
    out.println();
  }
}
