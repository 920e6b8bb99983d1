package dev.carve.standalone.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Everything about models.
@Command(
    name = "model",
    mixinStandardHelpOptions = true,
    description = "Creates models, shows them, and tells the trainer what to do with them.",
    footer = {
      "",
      "Examples:",
      "  carve model create --spec my.yaml",
      "  carve model list",
      "  carve model freeze my",
      "  carve model fork my-20260131-120000-000@500 --name slower --set optimizer.learning-rate=0.01",
      "  carve model export my my.onnx",
    },
    subcommands = {
      ModelCreateCommand.class,
      ModelListCommand.class,
      ModelShowCommand.class,
      ModelFreezeCommand.class,
      ModelUnfreezeCommand.class,
      ModelStepCommand.class,
      ModelResetCommand.class,
      ModelForkCommand.class,
      ModelExportCommand.class,
    })
final class ModelCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw CommandFailedException.badUsage(
        "a command is needed: %s".formatted(String.join(", ", spec.subcommands().keySet())));
  }
}
