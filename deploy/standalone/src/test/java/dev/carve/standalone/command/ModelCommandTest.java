package dev.carve.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carve.standalone.broker.ConsumerGroups;
import dev.carve.standalone.broker.EmbeddedBroker;
import dev.carve.standalone.broker.TopicSetup;
import dev.carve.trainer.TrainerConfig;
import dev.carve.trainer.TrainerService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The commands that talk to a trainer, with a real one behind a real broker.
@Timeout(120)
final class ModelCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static TrainerService trainer;

  @BeforeAll
  static void startTrainer() {
    broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
    new TopicSetup(broker.bootstrapServers(), Duration.ZERO).createMissing(1);
    trainer =
        TrainerService.start(
            TrainerConfig.defaults(broker.bootstrapServers(), directory.resolve("trainer")),
            new SimpleMeterRegistry());
  }

  @AfterAll
  static void stopTrainer() {
    trainer.close();
    broker.close();
  }

  @Test
  void shouldCreateFeedAndExportAModel() throws IOException {
    assertThat(carve("model", "create", "--spec", spec("apples")).output())
        .startsWith("apples was created. Run apples-")
        .hasLineCount(1);
    CommandRun fed = carve("feed", "--csv", rows(1_000), "--label", "kind", "--model", "apples");
    assertThat(fed.error())
        .startsWith("1,000 examples sent to apples in ")
        .endsWith(", 1 rows left out that are no examples" + System.lineSeparator());
    JsonNode model = awaitSteps("apples", 125);
    assertThat(model.get("state").asText()).isEqualTo("training");
    assertThat(model.get("examples").asLong()).isEqualTo(1_000);
    assertThat(model.get("recent").get("accuracy").asDouble()).isBetween(0.0, 1.0);

    assertThat(carve("model", "list").output()).contains("apples", "training", "125");
    assertThat(carve("model", "show", "apples").output())
        .contains("training at step 125", "1,000 examples seen", "classes: [", "was created.");
    Path exported = directory.resolve("apples.json");
    assertThat(carve("model", "export", "apples", exported.toString()).output())
        .isEqualTo("Wrote the parameters of apples at step 125 to %s.%n".formatted(exported));
    JsonNode layers = JSON.readTree(exported.toFile()).get("layers");
    assertThat(layers).hasSize(2);
    assertThat(layers.get(0).get("weights")).hasSize(4);
    assertThat(layers.get(1).get("weights").get(0)).hasSize(4);

    Path tensors = directory.resolve("apples.safetensors");
    Path graph = directory.resolve("apples.onnx");
    assertThat(carve("model", "export", "apples", tensors.toString(), graph.toString()).output())
        .isEqualTo(
            "Wrote the parameters of apples at step 125 to %s, %s.%n".formatted(tensors, graph));
    assertThat(graph).isNotEmptyFile();
    for (Path init : List.of(exported, tensors)) {
      String name = init.equals(exported) ? "pears" : "quinces";
      carve("model", "create", "--spec", spec(name), "--init", init.toString());
      Path again = directory.resolve(name + ".json");
      carve("model", "export", name, again.toString());
      assertThat(again).hasSameTextualContentAs(exported);
    }
  }

  @Test
  void shouldFreezeUnfreezeAndReset() throws IOException {
    carve("model", "create", "--spec", spec("plums"));
    assertThat(carve("model", "freeze", "plums").output())
        .isEqualTo("plums was frozen at step 0.%n".formatted());
    assertThat(show("plums").get("state").asText()).isEqualTo("frozen");
    assertThat(carve("model", "unfreeze", "plums").output())
        .isEqualTo("plums goes on at step 0.%n".formatted());
    assertThat(show("plums").get("state").asText()).isEqualTo("training");
    String run = show("plums").get("run").asText();
    assertThat(carve("model", "reset", "plums").output()).startsWith("plums was reset");
    assertThat(show("plums").get("run").asText()).isNotEqualTo(run);
  }

  @Test
  void shouldTakeStepsOfAFrozenModel() throws IOException {
    carve("model", "create", "--spec", spec("dates"));
    CommandRun training = run("model", "step", "dates");
    assertThat(training.exitCode()).isEqualTo(1);
    assertThat(training.error()).contains("model=dates, state=training").hasLineCount(1);
    CommandRun tooMany = run("model", "step", "dates", "--steps", "1001");
    assertThat(tooMany.exitCode()).isEqualTo(2);
    assertThat(tooMany.error())
        .isEqualTo("carve: steps must be in 1..1000: --steps=1001%n".formatted());

    carve("model", "freeze", "dates");
    assertThat(carve("model", "step", "dates", "--steps", "3").output())
        .isEqualTo("dates takes 3 steps from step 0 on and is frozen again then.%n".formatted());
    carve("feed", "--csv", rows(80), "--label", "kind", "--model", "dates");
    JsonNode model = awaitExamples("dates", 80);

    assertThat(model.get("step").asLong()).isEqualTo(3);
    assertThat(model.get("state").asText()).isEqualTo("frozen");
  }

  @Test
  void shouldSayWhyAModelCannotBe() throws IOException {
    carve("model", "create", "--spec", spec("grapes"));
    CommandRun again = run("model", "create", "--spec", spec("grapes"));
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.error()).contains("model=grapes").hasLineCount(1);
    CommandRun unknown = run("model", "show", "grape");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.error())
        .isEqualTo(
            "carve: no such model, did you mean grapes? model=grape; `carve model list` names them%n"
                .formatted());
    CommandRun frozen = run("model", "freeze", "cherries");
    assertThat(frozen.exitCode()).isEqualTo(1);
    assertThat(frozen.error()).contains("model=cherries").hasLineCount(1);
    CommandRun fed = run("feed", "--csv", rows(1), "--model", "cherries");
    assertThat(fed.exitCode()).isEqualTo(1);
    assertThat(fed.error()).startsWith("carve: no such model: model=cherries");
    Path parameters = Files.writeString(directory.resolve("bad.json"), "{\"layers\": []}");
    CommandRun init =
        run("model", "create", "--spec", spec("figs"), "--init", parameters.toString());
    assertThat(init.exitCode()).isEqualTo(2);
    assertThat(init.error()).contains("expected=2, layers=0").hasLineCount(1);
    CommandRun format = run("model", "create", "--spec", spec("figs"), "--init", "weights.pt");
    assertThat(format.exitCode()).isEqualTo(2);
    assertThat(format.error())
        .isEqualTo(
            "carve: parameters can be read from .json or .safetensors: file=weights.pt%n"
                .formatted());
    CommandRun export = run("model", "export", "grapes", "grapes.json", "grapes.h5");
    assertThat(export.exitCode()).isEqualTo(2);
    assertThat(export.error())
        .isEqualTo(
            "carve: parameters can be exported as .json, .safetensors or .onnx: file=grapes.h5%n"
                .formatted());
  }

  @Test
  void shouldSayWhyAForkCannotBe() {
    CommandRun noStep = run("model", "fork", "apples-1", "--name", "again");
    assertThat(noStep.exitCode()).isEqualTo(2);
    assertThat(noStep.error())
        .isEqualTo(
            "carve: the first argument must be RUN@STEP, a run and a step of it: apples-1%n"
                .formatted());
    CommandRun noNumber = run("model", "fork", "apples-1@last", "--name", "again");
    assertThat(noNumber.exitCode()).isEqualTo(2);
    assertThat(noNumber.error()).contains("RUN@STEP").contains("apples-1@last").hasLineCount(1);
    CommandRun noRun = run("model", "fork", "apples-1@3", "--name", "again");
    assertThat(noRun.exitCode()).isEqualTo(2);
    assertThat(noRun.error()).contains("no such run: run=apples-1;").hasLineCount(1);
    assertThat(run("model", "fork", "apples-1@3").error()).contains("--name").hasLineCount(1);
  }

  @Test
  void shouldFeedAModelOnlyWithWhatFitsIt() throws IOException {
    carve("model", "create", "--spec", spec("limes"));
    Path narrow = Files.writeString(directory.resolve("narrow.csv"), "1,small\n");
    CommandRun shape = run("feed", "--csv", narrow.toString(), "--model", "limes");
    assertThat(shape.exitCode()).isEqualTo(2);
    assertThat(shape.error())
        .isEqualTo(
            "carve: examples must have as many features as the spec has inputs: inputs=2, features=1%n"
                .formatted());
    Path unknown = Files.writeString(directory.resolve("unknown.csv"), "1,2,huge\n");
    assertThat(run("feed", "--csv", unknown.toString(), "--model", "limes").error())
        .contains("label=huge, classes=[small, large]")
        .hasLineCount(1);
    assertThat(run("feed", "--stream", "gaussians", "--model", "limes").error())
        .isEqualTo(
            "carve: the model must have the stream's 3 classes: classes=[small, large]%n"
                .formatted());
    carve("feed", "--stream", "moons", "--count", "80", "--model", "limes");
    assertThat(awaitSteps("limes", 10).get("examples").asLong()).isEqualTo(80);
  }

  @Test
  void shouldFitWithTheTrainerThatIsAtWork() throws IOException {
    CommandRun fit =
        carve("fit", "--spec", spec("melons"), "--csv", rows(100), "--label", "kind", "--json");
    assertThat(JSON.readTree(fit.output()).get("steps").asLong()).isEqualTo(13);
    assertThat(show("melons").get("examples").asLong()).isEqualTo(100);
    assertThat(new ConsumerGroups(broker.bootstrapServers()).hasMembers("carve-trainer")).isTrue();
    assertThat(new ConsumerGroups(broker.bootstrapServers()).hasMembers("nobody")).isFalse();
  }

  private static CommandRun carve(String... arguments) {
    CommandRun run = run(arguments);
    assertThat(run.exitCode()).as("%s: %s", List.of(arguments), run.error()).isZero();
    return run;
  }

  private static CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
    all.addAll(List.of("--data", directory.resolve("data").toString()));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private static JsonNode show(String model) throws IOException {
    return JSON.readTree(carve("model", "show", model, "--json").output());
  }

  private static JsonNode awaitSteps(String model, long steps) throws IOException {
    return await(model, "step", steps);
  }

  private static JsonNode awaitExamples(String model, long examples) throws IOException {
    return await(model, "examples", examples);
  }

  private static JsonNode await(String model, String figure, long count) throws IOException {
    long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
    JsonNode shown = show(model);
    while (shown.path(figure).asLong() < count) {
      assertThat(System.nanoTime())
          .as("waited for %s %d of %s", figure, count, shown)
          .isLessThan(deadlineNs);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      shown = show(model);
    }
    return shown;
  }

  private static String spec(String name) throws IOException {
    return Files.writeString(
            directory.resolve(name + ".yaml"),
            """
            name: %s
            inputs: [weight, size]
            layers:
              - {units: 4, activation: tanh}
            classes: [small, large]
            batch-size: 8
            """
                .formatted(name))
        .toString();
  }

  /// Rows, the last of which is no example.
  private static String rows(int count) throws IOException {
    StringBuilder csv = new StringBuilder("weight,kind,size\n");
    for (int row = 0; row < count; row++) {
      double size = Math.sin(row);
      csv.append("%s,%s,%s%n".formatted(Math.cos(3 * row), size > 0 ? "large" : "small", size));
    }
    csv.append("heavy,large,1\n");
    return Files.writeString(Files.createTempFile(directory, "rows", ".csv"), csv).toString();
  }
}
