package dev.carve.standalone.command;

import dev.carve.core.event.ControlCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Begins a new run of a model.
@Command(
    name = "reset",
    mixinStandardHelpOptions = true,
    description = "Begins a new run of a model from its first parameters.",
    footer = {"", "Example:", "  carve model reset two-spirals"})
final class ModelResetCommand implements Callable<Integer> {
  @Mixin private ModelRequest request = new ModelRequest();

  @Override
  public Integer call() {
    return request.send(ControlCommand.Type.RESET);
  }
}
