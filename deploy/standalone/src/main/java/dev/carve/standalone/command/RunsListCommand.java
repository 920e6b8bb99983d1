package dev.carve.standalone.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carve.sampler.journal.RunDescription;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunSummary;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Lists the recorded runs.
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the recorded runs, the newest first.",
    footer = {"", "Example:", "  carve runs list --data /var/lib/carve"})
final class RunsListCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<RunSummary> runs;
    try (RunLibrary library =
        new RunLibrary(data.open("carve-runs").journal(), InstantSource.system())) {
      runs = library.runs();
    }
    if (json) {
      ObjectNode root = Json.object();
      ArrayNode array = root.putArray("runs");
      runs.forEach(run -> array.add(RunJson.of(run)));
      Json.print(spec, root);
    } else {
      print(runs);
    }
    return 0;
  }

  private void print(List<RunSummary> runs) {
    Table table = new Table("RUN", "STARTED", "STEPS", "SNAPSHOTS", "KIB", "NAME");
    for (RunSummary run : runs) {
      table.add(
          run.run(),
          TIME.format(run.startedAt().atZone(ZoneId.systemDefault())),
          "%,d".formatted(run.lastStep()),
          "%,d".formatted(run.snapshots()),
          "%,d".formatted(run.bytes() >> 10),
          nameWithTags(run.description()));
    }
    table.print(spec.commandLine().getOut());
  }

  private static String nameWithTags(RunDescription description) {
    StringJoiner words = new StringJoiner(" ");
    if (!description.name().isEmpty()) {
      words.add(description.name());
    }
    description.tags().forEach(tag -> words.add("#" + tag));
    return words.toString();
  }
}
