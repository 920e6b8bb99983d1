package dev.carve.standalone.command;

import dev.carve.core.event.ControlCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lets a frozen model learn again.
@Command(
    name = "unfreeze",
    mixinStandardHelpOptions = true,
    description = "Lets a frozen model learn again.",
    footer = {"", "Example:", "  carve model unfreeze two-spirals"})
final class ModelUnfreezeCommand implements Callable<Integer> {
  @Mixin private ModelRequest request = new ModelRequest();

  @Override
  public Integer call() {
    return request.send(ControlCommand.Type.UNFREEZE);
  }
}
