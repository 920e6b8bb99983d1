package dev.carve.standalone.command;

import dev.carve.core.event.ControlCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Stops the learning of a model.
@Command(
    name = "freeze",
    mixinStandardHelpOptions = true,
    description = "Stops the learning of a model; it goes on being evaluated.",
    footer = {"", "Example:", "  carve model freeze two-spirals"})
final class ModelFreezeCommand implements Callable<Integer> {
  @Mixin private ModelRequest request = new ModelRequest();

  @Override
  public Integer call() {
    return request.send(ControlCommand.Type.FREEZE);
  }
}
