package dev.carve.standalone.command;

import dev.carve.sampler.journal.NoSuchRunException;
import dev.carve.sampler.journal.RunExport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Writes a recorded run into one file.
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes a recorded run into one file, which `carve runs import` reads.",
    footer = {
      "",
      "Example:",
      "  carve runs export two-spirals-20260131-120000-000 spirals.carve",
    })
final class RunsExportCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "Its name, as `carve runs list` shows it.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "Where to; replaced if it exists.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ExportFile.requireWritable(file);
    RunExport.Exported exported = export(data.open("carve-runs").journal());
    if (json) {
      Json.print(
          spec,
          Json.object()
              .put("run", name)
              .put("file", file.toString())
              .put("snapshots", exported.entries())
              .put("lost", exported.lost())
              .put("notes", exported.notes())
              .put("bytes", exported.bytes()));
    } else {
      spec.commandLine()
          .getOut()
          .println(
              "%,d snapshots and %,d metrics and events of %s are in %s, %,d KiB%s"
                  .formatted(
                      exported.entries(),
                      exported.notes(),
                      name,
                      file,
                      exported.bytes() >> 10,
                      exported.lost() > 0
                          ? "; %,d snapshots are damaged and left out".formatted(exported.lost())
                          : ""));
    }
    return 0;
  }

  private RunExport.Exported export(Path journal) {
    try (TerminalBar bar = TerminalBar.begin("Exporting")) {
      return RunExport.export(
          journal,
          name,
          file,
          entries -> bar.show(OptionalDouble.empty(), "%,d entries".formatted(entries)));
    } catch (NoSuchRunException e) {
      throw RunName.missing(name, journal);
    } catch (IOException e) {
      throw CommandFailedException.failure(
          "the run cannot be written: file=%s, reason=%s".formatted(file, e), e);
    }
  }
}
