package dev.carve.standalone.command;

import dev.carve.sampler.journal.InvalidRunFileException;
import dev.carve.sampler.journal.RunExistsException;
import dev.carve.sampler.journal.RunImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Takes a run from a file into the journal.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = "Takes a run that `carve runs export` wrote into the journal.",
    footer = {
      "",
      "Examples:",
      "  carve runs import spirals.carve",
      "  carve runs import spirals.carve --as colleagues-spirals",
    })
final class RunsImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The file.")
  private Path file = Path.of("");

  @Option(names = "--as", paramLabel = "NAME", description = "Another name for the run.")
  private @Nullable String as;

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (!Files.isRegularFile(file)) {
      throw CommandFailedException.badUsage("no such file: path=" + file);
    }
    RunImport.Imported imported = read(data.open("carve-runs").journal());
    if (json) {
      Json.print(
          spec,
          Json.object()
              .put("run", imported.run())
              .put("snapshots", imported.entries())
              .put("lost", imported.lost())
              .put("notes", imported.notes()));
    } else {
      spec.commandLine()
          .getOut()
          .println(
              "%s was imported: %,d snapshots and %,d metrics and events%s"
                  .formatted(
                      imported.run(),
                      imported.entries(),
                      imported.notes(),
                      imported.lost() > 0
                          ? "; %,d snapshots had been damaged".formatted(imported.lost())
                          : ""));
    }
    return 0;
  }

  private RunImport.Imported read(Path journal) {
    try (TerminalBar bar = TerminalBar.begin("Importing")) {
      long size = Math.max(1, Files.size(file));
      return RunImport.read(
          journal,
          file,
          Optional.ofNullable(as),
          bytes ->
              bar.show(OptionalDouble.of((double) bytes / size), "%,d KiB".formatted(bytes >> 10)));
    } catch (InvalidRunFileException e) {
      throw CommandFailedException.badUsage(
          "the file is no exported run, or is damaged: file=%s, %s".formatted(file, e.getMessage()),
          e);
    } catch (RunExistsException e) {
      throw CommandFailedException.failure(
          "%s; give it another name with --as".formatted(e.getMessage()), e);
    } catch (IOException e) {
      throw CommandFailedException.failure(
          "the file cannot be imported: file=%s, reason=%s".formatted(file, e), e);
    }
  }
}
