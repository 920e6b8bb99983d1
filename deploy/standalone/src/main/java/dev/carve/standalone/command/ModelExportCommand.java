package dev.carve.standalone.command;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.standalone.model.ModelCatalog;
import dev.carve.standalone.parameters.TrainedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Writes a model's newest parameters to files.
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Writes a model's newest parameters to files.",
    footer = {
      "",
      "Examples:",
      "  carve model export two-spirals spirals.onnx",
      "  carve model export two-spirals spirals.safetensors spirals.json",
    })
final class ModelExportCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "MODEL", description = "The model's name.")
  private String name = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "Where to, in the format of the extension:",
        ".onnx for onnxruntime and others, standardisation and softmax included;",
        ".safetensors with all weights, biases and the standardiser;",
        ".json with weights and biases.",
      })
  private List<Path> files = new ArrayList<>();

  @Mixin private BrokerOption broker = new BrokerOption();
  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    data.open("carve-model");
    files.forEach(ExportFile::check);
    ModelCatalog catalog = new ModelCatalog(broker.connected());
    ModelJson.existing(catalog, name);
    ParameterSnapshot snapshot =
        catalog
            .newestSnapshot(name)
            .orElseThrow(() ->
                CommandFailedException.failure(
                    "the topic holds no snapshot of the model any more: model=" + name));
    TrainedModel model = TrainedModel.of(snapshot);
    files.forEach(file -> ExportFile.write(file, model));
    spec.commandLine()
        .getOut()
        .println(
            "Wrote the parameters of %s at step %,d to %s."
                .formatted(
                    name,
                    snapshot.step(),
                    files.stream().map(Path::toString).collect(Collectors.joining(", "))));
    return 0;
  }
}
