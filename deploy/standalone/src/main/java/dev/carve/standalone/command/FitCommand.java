package dev.carve.standalone.command;

import dev.carve.core.event.Floats;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.core.event.TrainingState;
import dev.carve.core.network.ModelSpec;
import dev.carve.standalone.broker.TopicSetup;
import dev.carve.standalone.fit.Fit;
import dev.carve.standalone.fit.FitPlan;
import dev.carve.standalone.fit.FitReport;
import dev.carve.standalone.fit.FitServices;
import dev.carve.standalone.parameters.ParameterFile;
import dev.carve.standalone.parameters.TrainedModel;
import dev.carve.standalone.storage.DataDirectory;
import dev.carve.trainer.stream.ExampleFeeder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Trains a new model on a bounded input and reports.
@Command(
    name = "fit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains a new model on a bounded input and reports.",
      "The input goes through the same topics and trainer as a stream, in its order. The report is"
          + " prequential: every example is a test before it is trained on.",
    },
    footer = {
      "",
      "Examples:",
      "  carve fit --spec iris.yaml --csv iris.csv --label species --epochs 20",
      "  carve fit --spec mnist.yaml --idx train-images.gz train-labels.gz --json",
      "  carve fit --spec my.yaml --jsonl my.jsonl --init before.safetensors",
      "  carve fit --spec my.yaml --csv my.csv --export my.onnx my.safetensors",
    })
final class FitCommand implements Callable<Integer> {
  @Option(names = "--spec", required = true, paramLabel = "FILE", description = "The model, YAML.")
  private Path specFile = Path.of("");

  @Mixin private FileOptions files = new FileOptions();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often the input is given (default: ${DEFAULT-VALUE}).")
  private int epochs = 1;

  @Option(
      names = "--init",
      paramLabel = "FILE",
      description =
          "Weights and biases to begin with, .json or .safetensors as --export writes them.")
  private @Nullable Path init;

  @Option(
      names = "--export",
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "Where to write the model in the end, in the format of the extension:",
        ".onnx for onnxruntime and others, standardisation and softmax included;",
        ".safetensors with all weights, biases and the standardiser;",
        ".json with weights and biases.",
      })
  private List<Path> exports = new ArrayList<>();

  @Option(names = "--json", description = "Print the report for machines.")
  private boolean json;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "A Kafka to use (default: one of its own, gone afterwards).")
  private @Nullable String bootstrapServers;

  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    checkOptions();
    exports.forEach(ExportFile::check);
    ModelSpec modelSpec = SpecFile.read(specFile);
    Floats parameters =
        init == null ? Floats.empty() : ParameterFile.read(init, modelSpec.network());
    if (!files.readsStandardInput()) {
      Fit.check(modelSpec, files::open);
    }
    DataDirectory directory = data.open("carve-fit");
    FitReport report;
    try (TerminalBar bar = TerminalBar.begin("Fitting")) {
      report =
          fit(
              directory,
              new FitPlan(
                  modelSpec,
                  parameters,
                  files::open,
                  epochs,
                  now -> bar.show(now.fraction(), progressText(now.metrics()))));
    }
    print(report);
    TrainedModel model = TrainedModel.of(report.snapshot());
    exports.forEach(file -> ExportFile.write(file, model));
    if (report.metrics().state() == TrainingState.DIVERGED) {
      throw CommandFailedException.failure(
          "training diverged, lower the learning rate: step=%d, learning-rate=%s"
              .formatted(report.metrics().step(), report.metrics().learningRate()));
    }
    return 0;
  }

  private void checkOptions() {
    if (files.given().size() != 1) {
      throw CommandFailedException.badUsage(
          "one input is needed, --csv FILE, --jsonl FILE or --idx IMAGES LABELS: given=%s"
              .formatted(files.given().isEmpty() ? "none" : String.join(" ", files.given())));
    }
    if (epochs < 1 || epochs > 100_000) {
      throw CommandFailedException.badUsage("epochs must be in 1..100000: --epochs=" + epochs);
    }
    if (epochs > 1 && files.readsStandardInput()) {
      throw CommandFailedException.badUsage(
          "standard input can be given once only, put it into a file: --epochs=" + epochs);
    }
  }

  private FitReport fit(DataDirectory directory, FitPlan plan) {
    try (Interruption interruption = new Interruption();
        FitServices services = services(directory);
        ExampleFeeder feeder = ExampleFeeder.connect(services.bootstrapServers())) {
      interruption.onAsked(feeder::stop);
      return new Fit(services.bootstrapServers(), plan, feeder).run();
    }
  }

  private FitServices services(DataDirectory directory) {
    if (bootstrapServers == null) {
      return FitServices.startPrivate(directory);
    }
    new TopicSetup(bootstrapServers, Duration.ZERO).createMissing(1);
    return FitServices.startAt(directory, bootstrapServers);
  }

  private static String progressText(TrainingMetrics metrics) {
    return "%,d examples, %,.0f steps a second, accuracy %.1f %%"
        .formatted(
            metrics.examplesSeen(), metrics.stepsPerSecond(), 100 * metrics.fading().accuracy());
  }

  private void print(FitReport report) {
    if (json) {
      Json.print(spec, FitReportJson.of(report, epochs));
    } else {
      FitReportText.print(report, epochs, spec.commandLine().getOut());
    }
  }
}
