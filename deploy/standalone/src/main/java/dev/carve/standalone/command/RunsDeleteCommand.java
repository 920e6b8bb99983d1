package dev.carve.standalone.command;

import dev.carve.sampler.journal.JournalUnavailableException;
import dev.carve.sampler.journal.NoSuchRunException;
import dev.carve.sampler.journal.RunDeletion;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunSummary;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Removes a recorded run.
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = "Removes a recorded run from the journal, if nobody writes or reads it.",
    footer = {"", "Example:", "  carve runs delete two-spirals-20260131-120000-000 --yes"})
final class RunsDeleteCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "Its name, as `carve runs list` shows it.")
  private String name = "";

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Path journal = data.open("carve-runs").journal();
    String what = summary(journal);
    if (!yes && !Question.isAnsweredYes("Delete %s?".formatted(what))) {
      throw CommandFailedException.badUsage(
          "nothing was deleted; --yes deletes without asking: run=" + name);
    }
    try {
      RunDeletion.delete(journal, name);
    } catch (NoSuchRunException e) {
      throw RunName.missing(name, journal);
    } catch (JournalUnavailableException e) {
      throw CommandFailedException.failure(
          "the run is in use, so it is not deleted: run=%s, %s; try again when the sampler has"
                  .formatted(name, e.getMessage())
              + " closed it, some minutes after its last snapshot",
          e);
    }
    spec.commandLine().getOut().println("Deleted %s.".formatted(what));
    return 0;
  }

  private String summary(Path journal) {
    try (RunLibrary library = new RunLibrary(journal, InstantSource.system())) {
      RunSummary run = library.find(name).orElseThrow(() -> RunName.missing(name, library));
      return "%s with %,d snapshots, %,d KiB"
          .formatted(run.run(), run.snapshots(), run.bytes() >> 10);
    }
  }
}
