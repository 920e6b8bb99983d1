package dev.carve.standalone.command;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.ModelEvent;
import dev.carve.standalone.model.ModelCommands;
import java.time.InstantSource;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What commands have in common that ask something of one model.
final class ModelRequest {
  @Parameters(paramLabel = "MODEL", description = "The model's name.")
  private String model = "";

  @Mixin private BrokerOption broker = new BrokerOption();
  @Mixin private DataOption data = new DataOption();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  int send(ControlCommand.Type type) {
    return send((commands, name) -> commands.ask(name, type));
  }

  int send(BiFunction<ModelCommands, String, ModelEvent> request) {
    data.open("carve-model");
    try (ModelCommands commands =
        new ModelCommands(
            broker.connected(), ModelCommands.USUAL_TIMEOUT, InstantSource.system())) {
      spec.commandLine().getOut().println(request.apply(commands, model).text());
    }
    return 0;
  }
}
