package dev.carve.standalone.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Everything about recorded runs.
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Shows the runs that the journal of this machine holds.",
    footer = {
      "",
      "Examples:",
      "  carve runs list",
      "  carve runs show two-spirals-20260131-120000-000 --json",
    },
    subcommands = {RunsListCommand.class, RunsShowCommand.class})
final class RunsCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw CommandFailedException.badUsage(
        "a command is needed: %s".formatted(String.join(", ", spec.subcommands().keySet())));
  }
}
