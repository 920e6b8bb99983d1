package dev.carve.standalone.command;

import dev.carve.core.event.Floats;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.network.ModelSpec;
import dev.carve.standalone.model.ModelCommands;
import dev.carve.standalone.parameters.ParameterFile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Makes a new model.
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Makes a new model; examples with its name as record key train it from then on.",
    footer = {
      "",
      "Examples:",
      "  carve model create --spec my.yaml",
      "  carve model create --spec my.yaml --init trained-elsewhere.safetensors",
      "  kcat -P -b 127.0.0.1:9092 -t carve.examples -k my < examples.jsonl",
    })
final class ModelCreateCommand implements Callable<Integer> {
  @Option(
      names = "--spec",
      required = true,
      paramLabel = "FILE",
      description = "What it is to be, YAML.")
  private Path specFile = Path.of("");

  @Option(
      names = "--init",
      paramLabel = "FILE",
      description =
          "Weights and biases to begin with, .json or .safetensors as `carve model export` writes them.")
  private @Nullable Path init;

  @Option(
      names = "--cut-by-size-alone",
      description = "Never train on a minibatch that is not full, however slow the stream.")
  private boolean cutBySizeAlone;

  @Mixin private BrokerOption broker = new BrokerOption();
  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    data.open("carve-model");
    ModelSpec modelSpec = SpecFile.read(specFile);
    Floats parameters =
        init == null ? Floats.empty() : ParameterFile.read(init, modelSpec.network());
    try (ModelCommands commands =
        new ModelCommands(
            broker.connected(), ModelCommands.USUAL_TIMEOUT, InstantSource.system())) {
      ModelEvent answer = commands.create(modelSpec, parameters, cutBySizeAlone);
      spec.commandLine().getOut().println("%s Run %s.".formatted(answer.text(), answer.run()));
    }
    return 0;
  }
}
