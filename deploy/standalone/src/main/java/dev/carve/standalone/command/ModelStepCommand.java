package dev.carve.standalone.command;

import dev.carve.core.event.ControlCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lets a frozen model take a number of steps.
@Command(
    name = "step",
    mixinStandardHelpOptions = true,
    description =
        "Lets a frozen model take a number of steps, one a minibatch, and freezes it again.",
    footer = {
      "",
      "Examples:",
      "  carve model step two-spirals",
      "  carve model step two-spirals --steps 100",
    })
final class ModelStepCommand implements Callable<Integer> {
  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Mixin private ModelRequest request = new ModelRequest();

  @Override
  public Integer call() {
    if (steps < 1 || steps > ControlCommand.MOST_STEPS) {
      throw CommandFailedException.badUsage(
          "steps must be in 1..%d: --steps=%d".formatted(ControlCommand.MOST_STEPS, steps));
    }
    return request.send((commands, model) -> commands.takeSteps(model, steps));
  }
}
