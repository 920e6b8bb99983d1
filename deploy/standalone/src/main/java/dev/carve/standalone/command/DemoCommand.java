package dev.carve.standalone.command;

import dev.carve.core.network.ModelSpec;
import dev.carve.standalone.demo.Demo;
import dev.carve.standalone.demo.DemoPlan;
import dev.carve.standalone.demo.DemoSpecs;
import dev.carve.standalone.demo.StatusLine;
import dev.carve.standalone.storage.DataDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs everything in one process.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs everything in one process: broker, stream, trainer, sampler and dashboard.",
      "A second start goes on where the first stopped.",
    },
    footer = {
      "",
      "Examples:",
      "  carve demo",
      "  carve demo --stream checkerboard --rate 1000 --port 9000",
      "  carve demo --spec wide.yaml --data /tmp/wide",
    })
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--stream",
      paramLabel = "NAME",
      defaultValue = "two-spirals",
      description =
          "two-spirals, circles, moons, xor, gaussians or checkerboard (default: ${DEFAULT-VALUE}).")
  private String stream = "two-spirals";

  @Option(
      names = "--spec",
      paramLabel = "FILE",
      description = "The model (default: two hidden layers of 8 tanh neurons).")
  private @Nullable Path specFile;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "" + DemoSpecs.RATE,
      description = "Minibatches a second (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--grid",
      paramLabel = "N",
      defaultValue = "64",
      description =
          "Points along each side of a surface, fewer where machines or lines are slow (default: ${DEFAULT-VALUE}).")
  private int grid;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port of the page, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--broker-port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "Port of the broker, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int brokerPort;

  @Option(names = "--read-only", description = "Viewers of the page may look but not act.")
  private boolean readOnly;

  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    StreamOptions.named(stream);
    checkPort("--port", port);
    checkPort("--broker-port", brokerPort);
    if (!(rate > 0 && rate <= 1e6)) {
      throw CommandFailedException.badUsage("rate must be in 0..1000000: --rate=" + rate);
    }
    if (grid < 16 || grid > 512 || grid % 8 != 0) {
      throw CommandFailedException.badUsage(
          "grid must be a multiple of 8 from 16 to 512: --grid=" + grid);
    }
    ModelSpec modelSpec = specFile == null ? DemoSpecs.spec(stream) : SpecFile.read(specFile);
    checkFit(modelSpec);
    DataDirectory directory = data.open("carve");
    String holder = "carve demo, process %d".formatted(ProcessHandle.current().pid());
    try (DataDirectory.Lock _ = directory.lock(holder)) {
      run(
          new DemoPlan(
              directory,
              modelSpec,
              stream,
              DemoSpecs.stream(stream),
              rate,
              grid,
              port,
              brokerPort,
              readOnly));
    }
    return 0;
  }

  private void run(DemoPlan plan) {
    try (Interruption interruption = new Interruption();
        Demo demo = Demo.start(plan)) {
      printBanner(demo, plan);
      if (Terminal.isStandardErrorInteractive()) {
        try (StatusLine _ =
            StatusLine.start(
                demo.bootstrapServers(), plan.spec().name(), spec.commandLine().getErr())) {
          interruption.await();
        }
        spec.commandLine().getErr().println("Stopping…");
      } else {
        interruption.await();
      }
    }
  }

  private void checkFit(ModelSpec modelSpec) {
    int classes = StreamOptions.named(stream).classes().size();
    if (modelSpec.inputs().size() != 2 || modelSpec.classes().size() < classes) {
      throw CommandFailedException.badUsage(
          "the spec must have 2 inputs and the stream's %d classes: --stream=%s, inputs=%d, classes=%d"
              .formatted(classes, stream, modelSpec.inputs().size(), modelSpec.classes().size()));
    }
  }

  private static void checkPort(String option, int port) {
    if (port < 0 || port > 65_535) {
      throw CommandFailedException.badUsage(
          "port must be in 0..65535: %s=%d".formatted(option, port));
    }
  }

  private void printBanner(Demo demo, DemoPlan plan) {
    PrintWriter out = spec.commandLine().getOut();
    Path log = plan.data().logs().resolve("carve.log");
    out.println(
        """

        Carve is training %s: %s

          page      %s
          broker    %s
          data      %s, log %s

        Data of your own, one JSON example a line, {"features": [0.1, 0.2], "label": "blue"}:
          carve model create --spec my.yaml
          kcat -P -b %s -t carve.examples -k MODEL < examples.jsonl

        Ctrl-C stops; the next start goes on from there.
        """
            .formatted(
                plan.spec().name(),
                shape(plan),
                demo.url(),
                demo.bootstrapServers(),
                plan.data().root(),
                log,
                demo.bootstrapServers())
            .stripTrailing());
    out.flush();
  }

  private static String shape(DemoPlan plan) {
    StringBuilder shape = new StringBuilder().append(plan.spec().inputs().size());
    plan.spec().layers().forEach(layer -> shape.append('-').append(layer.units()));
    return "a network of %s-%d, %,.0f minibatches of %d a second"
        .formatted(
            shape,
            plan.spec().classes().size(),
            plan.minibatchesPerSecond(),
            plan.spec().batchSize());
  }
}
