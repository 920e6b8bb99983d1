package dev.carve.standalone.command;

import dev.carve.core.network.ModelSpec;
import dev.carve.standalone.model.FittingSource;
import dev.carve.standalone.model.ModelCatalog;
import dev.carve.standalone.model.ModelStatus;
import dev.carve.trainer.stream.ExampleFeeder;
import dev.carve.trainer.stream.ExampleSource;
import dev.carve.trainer.stream.FeedProgress;
import dev.carve.trainer.stream.JsonLinesSource;
import dev.carve.trainer.stream.SyntheticSource;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Sends examples to the topic `examples`.
@Command(
    name = "feed",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Sends examples to a model: a synthetic stream, a file, or standard input.",
    footer = {
      "",
      "Examples:",
      "  carve feed --stream moons --drift rotation --rate 5000",
      "  carve feed --csv iris.csv --label species --model iris",
      "  carve feed --idx train-images.gz train-labels.gz --model mnist",
      "  tail -f events.jsonl | carve feed - --model clicks",
    })
final class FeedCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @Mixin private StreamOptions stream = new StreamOptions();
  @Mixin private FileOptions files = new FileOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "INPUT",
      description = "- for JSON lines from standard input.")
  private @Nullable String standardInput;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "The model (default: the one with the stream's name, or the only one there is).")
  private @Nullable String model;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Examples a second (default: as fast as Kafka takes them).")
  private @Nullable Double rate;

  @Option(names = "--count", paramLabel = "N", description = "End after so many examples.")
  private @Nullable Long count;

  @Mixin private BrokerOption broker = new BrokerOption();
  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    data.open("carve-feed");
    checkOptions();
    try (ExampleSource source = open()) {
      String bootstrapServers = broker.connected();
      Optional<ModelStatus> target = target(new ModelCatalog(bootstrapServers).list(), source);
      feed(
          bootstrapServers,
          limited(target.map(known -> fitting(source, known)).orElse(source)),
          target.map(ModelStatus::name).orElse(""));
    }
    return 0;
  }

  private void feed(String bootstrapServers, ExampleSource source, String target) {
    PrintWriter err = spec.commandLine().getErr();
    long beganNs = System.nanoTime();
    try (ExampleFeeder feeder = ExampleFeeder.connect(bootstrapServers);
        Interruption interruption =
            new Interruption(PATIENCE, () -> giveUpWaiting(feeder, beganNs, target))) {
      interruption.onAsked(feeder::stop);
      double perSecond = rate == null ? Double.POSITIVE_INFINITY : rate;
      FeedProgress progress;
      try (TerminalBar bar = TerminalBar.begin("Feeding")) {
        progress =
            feeder.feed(
                source, target, perSecond, now -> bar.show(now.fraction(), progressText(now)));
      }
      err.println(summary(progress, target));
      err.flush();
    }
  }

  /// The feeding thread waits for input that does not come; what it has sent is on its way.
  private void giveUpWaiting(ExampleFeeder feeder, long beganNs, String target) {
    long elapsedNs = System.nanoTime() - beganNs;
    long sent = feeder.sent();
    feeder.close();
    FeedProgress progress =
        new FeedProgress(sent, sent * 1e9 / elapsedNs, OptionalDouble.empty(), 0, elapsedNs);
    spec.commandLine().getErr().println(summary(progress, target));
    spec.commandLine().getErr().flush();
  }

  private void checkOptions() {
    List<String> given = new ArrayList<>(files.given());
    if (stream.name != null) {
      given.add("--stream");
    }
    if (standardInput != null) {
      given.add(standardInput);
    }
    if (standardInput != null && !standardInput.equals(FileOptions.STANDARD_INPUT)) {
      throw CommandFailedException.badUsage(
          "only - is taken without an option, for standard input: argument=%s; for a file use --csv or --jsonl"
              .formatted(standardInput));
    }
    if (given.size() != 1) {
      throw CommandFailedException.badUsage(
          "one source is needed, --stream NAME, --csv FILE, --jsonl FILE, --idx IMAGES LABELS or -: given=%s"
              .formatted(given.isEmpty() ? "none" : String.join(" ", given)));
    }
    if (rate != null && !(rate > 0)) {
      throw CommandFailedException.badUsage("rate must be above 0: --rate=" + rate);
    }
    if (count != null && count < 1) {
      throw CommandFailedException.badUsage("count must be above 0: --count=" + count);
    }
  }

  private ExampleSource open() {
    if (stream.name != null) {
      return stream.open(stream.name);
    }
    if (standardInput != null) {
      files.jsonl = FileOptions.STANDARD_INPUT;
    }
    return files.open();
  }

  private ExampleSource limited(ExampleSource source) {
    return count == null ? source : new LimitedSource(source, count);
  }

  /// The same examples, as the model expects them.
  private static ExampleSource fitting(ExampleSource source, ModelStatus model) {
    ModelSpec modelSpec = ModelSpec.parse(model.spec());
    if (source instanceof SyntheticSource synthetic) {
      try {
        synthetic.labelFor(modelSpec.classes());
      } catch (IllegalArgumentException e) {
        throw CommandFailedException.badUsage(String.valueOf(e.getMessage()), e);
      }
    }
    return new FittingSource(source, modelSpec, false);
  }

  /// The model to feed, empty when every example may name its own.
  private Optional<ModelStatus> target(List<ModelStatus> models, ExampleSource source) {
    List<String> names = models.stream().map(ModelStatus::name).toList();
    String asked = model != null ? model : stream.name;
    if (asked != null && names.contains(asked)) {
      return Optional.of(models.get(names.indexOf(asked)));
    }
    if (model != null || models.isEmpty()) {
      throw CommandFailedException.failure(
          "no such model: model=%s, models=%s; create it with `carve model create --spec FILE`"
              .formatted(asked == null ? "" : asked, names));
    }
    if (models.size() == 1) {
      return Optional.of(models.getFirst());
    }
    if (source instanceof JsonLinesSource) {
      return Optional.empty();
    }
    throw CommandFailedException.badUsage(
        "there is more than one model, choose with --model: models=" + names);
  }

  private static String progressText(FeedProgress progress) {
    return "%,d examples, %,.0f a second".formatted(progress.examples(), progress.perSecond());
  }

  private static String summary(FeedProgress progress, String target) {
    String skipped =
        progress.skipped() == 0
            ? ""
            : ", %,d rows left out that are no examples".formatted(progress.skipped());
    return "%,d examples sent%s in %.1f s, %,.0f a second%s"
        .formatted(
            progress.examples(),
            target.isEmpty() ? "" : " to " + target,
            progress.elapsedNs() * 1e-9,
            progress.perSecond(),
            skipped);
  }
}
