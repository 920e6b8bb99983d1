package dev.carve.standalone.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.standalone.model.ModelCatalog;
import dev.carve.standalone.model.ModelStatus;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Lists the models.
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the models and how they are.",
    footer = {"", "Example:", "  carve model list --json"})
final class ModelListCommand implements Callable<Integer> {
  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Mixin private BrokerOption broker = new BrokerOption();
  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    data.open("carve-model");
    List<ModelStatus> models = new ModelCatalog(broker.connected()).list();
    if (json) {
      ObjectNode root = Json.object();
      ArrayNode array = root.putArray("models");
      models.forEach(model -> array.add(ModelJson.of(model)));
      Json.print(spec, root);
    } else {
      print(models);
    }
    return 0;
  }

  private void print(List<ModelStatus> models) {
    Table table =
        new Table("MODEL", "STATE", "STEP", "ACCURACY", "LOSS", "RUN", "PARENT", "FOLLOWS");
    for (ModelStatus model : models) {
      table.add(
          model.name(),
          model.state(),
          "%,d".formatted(model.step()),
          figure(model, metrics -> "%.1f %%".formatted(100 * metrics.fading().accuracy())),
          figure(model, metrics -> "%.4f".formatted(metrics.fading().loss())),
          model.run(),
          ModelJson.parent(model).orElse("–"),
          model.lineage().follows().isEmpty() ? "–" : model.lineage().follows());
    }
    table.print(spec.commandLine().getOut());
  }

  private static String figure(ModelStatus model, Function<TrainingMetrics, String> text) {
    return model.metrics().map(text).orElse("–");
  }
}
