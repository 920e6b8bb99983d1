package dev.carve.standalone.command;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.network.ModelSpec;
import dev.carve.standalone.model.ModelCatalog;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Writes a model's newest parameters to a file.
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Writes a model's newest parameters to a file.",
    footer = {"", "Example:", "  carve model export two-spirals spirals.json"})
final class ModelExportCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "MODEL", description = "The model's name.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "Where to, FILE.json.")
  private Path file = Path.of("");

  @Mixin private BrokerOption broker = new BrokerOption();
  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    data.open("carve-model");
    ExportFile.check(file);
    ModelCatalog catalog = new ModelCatalog(broker.connected());
    ModelJson.existing(catalog, name);
    ParameterSnapshot snapshot =
        catalog
            .newestSnapshot(name)
            .orElseThrow(() ->
                CommandFailedException.failure(
                    "the topic holds no snapshot of the model any more: model=" + name));
    ExportFile.write(file, ModelSpec.parse(snapshot.spec()).network(), snapshot.parameters());
    spec.commandLine()
        .getOut()
        .println(
            "Wrote the parameters of %s at step %,d to %s.".formatted(name, snapshot.step(), file));
    return 0;
  }
}
