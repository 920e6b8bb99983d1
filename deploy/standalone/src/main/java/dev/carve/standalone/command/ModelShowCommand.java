package dev.carve.standalone.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carve.core.evaluation.PrequentialFigures;
import dev.carve.core.event.ModelEvent;
import dev.carve.standalone.model.ModelCatalog;
import dev.carve.standalone.model.ModelStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows one model.
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows a model: its figures, its latest events and its spec.",
    footer = {"", "Example:", "  carve model show two-spirals"})
final class ModelShowCommand implements Callable<Integer> {
  private static final int EVENTS = 10;

  @Parameters(paramLabel = "MODEL", description = "The model's name.")
  private String name = "";

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Mixin private BrokerOption broker = new BrokerOption();
  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    data.open("carve-model");
    ModelCatalog catalog = new ModelCatalog(broker.connected());
    ModelStatus model = ModelJson.existing(catalog, name);
    List<ModelEvent> events = catalog.events(name, EVENTS);
    if (json) {
      ObjectNode root = ModelJson.of(model);
      ArrayNode array = root.putArray("events");
      events.forEach(event -> array.add(ModelJson.of(event)));
      root.put("spec", model.spec());
      Json.print(spec, root);
    } else {
      print(model, events);
    }
    return 0;
  }

  private void print(ModelStatus model, List<ModelEvent> events) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "%s: %s at step %,d of run %s"
            .formatted(model.name(), model.state(), model.step(), model.run()));
    ModelJson.parent(model).ifPresent(parent -> out.println("begun from " + parent));
    if (!model.lineage().follows().isEmpty()) {
      out.println("follows the stream of " + model.lineage().follows());
    }
    model
        .metrics()
        .ifPresent(metrics -> {
          out.println(
              "%,d examples seen, %,.0f steps a second, learning rate %s"
                  .formatted(
                      metrics.examplesSeen(),
                      metrics.stepsPerSecond(),
                      Double.toString(metrics.learningRate())));
          Table table = new Table("EXAMPLES", "ACCURACY", "LOSS", "KAPPA", "KAPPA-T");
          row(table, "recent", metrics.fading());
          row(
              table,
              "last %,d".formatted(Math.min(metrics.windowSize(), metrics.examplesSeen())),
              metrics.window());
          row(table, "all", metrics.overall());
          out.println();
          table.print(out);
        });
    out.println();
    events.forEach(event -> out.println("%s  %s".formatted(event.time(), event.text())));
    out.println();
    out.print(model.spec());
    out.flush();
  }

  private static void row(Table table, String examples, PrequentialFigures figures) {
    table.add(
        examples,
        "%.2f %%".formatted(100 * figures.accuracy()),
        "%.4f".formatted(figures.loss()),
        "%.3f".formatted(figures.kappa()),
        "%.3f".formatted(figures.kappaTemporal()));
  }
}
