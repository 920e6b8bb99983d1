package dev.carve.standalone.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Everything about recorded runs.
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Shows and keeps the runs that the journal of this machine holds.",
    footer = {
      "",
      "Examples:",
      "  carve runs list",
      "  carve runs show two-spirals-20260131-120000-000 --json",
      "  carve runs verify two-spirals-20260131-120000-000",
      "  carve runs export two-spirals-20260131-120000-000 spirals.carve",
    },
    subcommands = {
      RunsListCommand.class,
      RunsShowCommand.class,
      RunsVerifyCommand.class,
      RunsExportCommand.class,
      RunsImportCommand.class,
      RunsDeleteCommand.class,
      RunsRebuildCommand.class,
    })
final class RunsCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw CommandFailedException.badUsage(
        "a command is needed: %s".formatted(String.join(", ", spec.subcommands().keySet())));
  }
}
