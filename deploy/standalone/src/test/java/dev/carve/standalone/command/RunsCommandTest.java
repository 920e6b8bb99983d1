package dev.carve.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carve.sampler.SamplerConfig;
import dev.carve.sampler.SamplerService;
import dev.carve.sampler.journal.JournalEntry;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunReader;
import dev.carve.sampler.journal.RunSummary;
import dev.carve.standalone.broker.EmbeddedBroker;
import dev.carve.standalone.broker.TopicSetup;
import dev.carve.trainer.TrainerConfig;
import dev.carve.trainer.TrainerService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The commands that keep runs, with one that a real trainer and a real sampler made.
@Timeout(180)
final class RunsCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int EXAMPLES = 16_000;
  private static final int STEPS = 2_000;

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static String run = "";

  @BeforeAll
  static void makeARun() throws IOException {
    broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
    new TopicSetup(broker.bootstrapServers(), Duration.ZERO).createMissing(1);
    SamplerConfig config =
        SamplerConfig.defaults(broker.bootstrapServers(), data()).withHttpPort(0);
    try (TrainerService trainer =
            TrainerService.start(
                TrainerConfig.defaults(broker.bootstrapServers(), directory.resolve("trainer")),
                new SimpleMeterRegistry());
        SamplerService sampler = SamplerService.start(config, new SimpleMeterRegistry())) {
      assertThat(trainer).isNotNull();
      assertThat(sampler.isRunning()).isTrue();
      Path spec =
          Files.writeString(
              directory.resolve("moons.yaml"),
              """
              name: moons
              inputs: 2
              layers:
                - {units: 4, activation: tanh}
              classes: [upper, lower]
              batch-size: 8
              """);
      withBroker("model", "create", "--spec", spec.toString());
      withBroker(
          "feed", "--stream", "moons", "--model", "moons", "--count", Integer.toString(EXAMPLES));
      awaitLastExample();
      withBroker("model", "freeze", "moons");
      awaitEvent("FROZEN");
    }
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void shouldShowARunWithItsEvents() throws IOException {
    JsonNode shown = json("runs", "show", run);

    assertThat(shown.get("events"))
        .extracting(event -> event.get("type").asText())
        .contains("CREATED", "FROZEN");
    assertThat(carve("runs", "show", run).output()).contains("moons was frozen", "batch-size: 8");
  }

  @Test
  void shouldFindNothingWrongWithASoundRun() throws IOException {
    JsonNode verified = json("runs", "verify", run);

    assertThat(verified.get("sound").asBoolean()).isTrue();
    assertThat(verified.get("lastStep").asLong()).isGreaterThanOrEqualTo(STEPS);
    assertThat(verified.get("notes").asLong()).isPositive();
    assertThat(carve("runs", "verify", run).output()).endsWith("nothing is damaged%n".formatted());
  }

  @Test
  void shouldExportImportVerifyAndDelete() throws IOException {
    Path file = directory.resolve("moons.carve");
    Path other = directory.resolve("other");

    assertThat(carve("runs", "export", run, file.toString()).output())
        .contains("are in " + file)
        .hasLineCount(1);
    CommandRun imported =
        CommandRun.of("runs", "import", file.toString(), "--data", other.toString());
    assertThat(imported.error()).isEmpty();
    assertThat(imported.output()).startsWith(run + " was imported: ");
    assertThat(entries(other, run)).isEqualTo(entries(data(), run));

    CommandRun again = CommandRun.of("runs", "import", file.toString(), "--data", other.toString());
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.error())
        .isEqualTo(
            "carve: the journal must not hold the run yet: run=%s; give it another name with --as%n"
                .formatted(run));
    CommandRun renamed =
        CommandRun.of(
            "runs", "import", file.toString(), "--as", "copy", "--data", other.toString());
    assertThat(renamed.exitCode()).isZero();

    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 9));
    CommandRun damaged =
        CommandRun.of("runs", "import", file.toString(), "--as", "x", "--data", other.toString());
    assertThat(damaged.exitCode()).as(damaged.error()).isEqualTo(2);
    assertThat(damaged.error())
        .startsWith("carve: the file is no exported run, or is damaged: file=" + file)
        .hasLineCount(1);

    CommandRun asked = CommandRun.of("runs", "delete", "copy", "--data", other.toString());
    assertThat(asked.exitCode()).isEqualTo(2);
    assertThat(asked.error())
        .isEqualTo(
            "carve: nothing was deleted; --yes deletes without asking: run=copy%n".formatted());
    CommandRun deleted =
        CommandRun.of("runs", "delete", "copy", "--yes", "--data", other.toString());
    assertThat(deleted.output()).startsWith("Deleted copy with ");
    try (Stream<Path> left = Files.list(other.resolve("journal"))) {
      assertThat(left).containsExactly(other.resolve("journal").resolve(run));
    }
  }

  @Test
  void shouldSayWhatIsLost() throws IOException {
    Path file = directory.resolve("lost.carve");
    Path other = directory.resolve("damaged");
    carve("runs", "export", run, file.toString());
    CommandRun.of("runs", "import", file.toString(), "--data", other.toString());
    Path queue;
    try (Stream<Path> files = Files.list(other.resolve("journal").resolve(run))) {
      queue = files.filter(each -> each.toString().endsWith(".cq4")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(queue);
    String content = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[content.indexOf("batch-size: 8")] ^= 1;
    Files.write(queue, bytes);

    CommandRun verified =
        CommandRun.of("runs", "verify", run, "--json", "--data", other.toString());

    assertThat(verified.exitCode()).isEqualTo(1);
    JsonNode damage = JSON.readTree(verified.output()).get("damage").get(0);
    assertThat(damage.get("file").asText()).isEqualTo(queue.getFileName().toString());
    assertThat(damage.get("fromStep").asLong()).isZero();
    assertThat(damage.get("lost").asLong()).isPositive();
    assertThat(CommandRun.of("runs", "verify", run, "--data", other.toString()).output())
        .contains("damage:", "lost are ");
  }

  @Test
  void shouldRebuildWhatTheSamplerMade() throws IOException {
    Path other = directory.resolve("rebuilt");
    CommandRun rebuilt =
        CommandRun.of(
            "runs",
            "rebuild",
            "--all",
            "--data",
            other.toString(),
            "--bootstrap-servers",
            broker.bootstrapServers());
    assertThat(rebuilt.error()).isEmpty();
    assertThat(rebuilt.output()).startsWith(run + " was rebuilt: ");
    assertThat(entries(other, run)).isEqualTo(entries(data(), run)).isNotEmpty();
    assertThat(json(other, "runs", "show", run)).isEqualTo(json("runs", "show", run));
    assertThat(json(other, "runs", "verify", run).get("notes"))
        .isEqualTo(json("runs", "verify", run).get("notes"));

    CommandRun once =
        CommandRun.of(
            "runs",
            "rebuild",
            run,
            "--data",
            other.toString(),
            "--bootstrap-servers",
            broker.bootstrapServers());
    assertThat(once.exitCode()).as(once.error()).isZero();
    assertThat(entries(other, run)).isEqualTo(entries(data(), run));
    CommandRun unknown =
        CommandRun.of(
            "runs",
            "rebuild",
            "nothing",
            "--data",
            other.toString(),
            "--bootstrap-servers",
            broker.bootstrapServers());
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.error())
        .isEqualTo("carve: Kafka has no snapshot of the run: run=nothing%n".formatted());
    CommandRun neither = CommandRun.of("runs", "rebuild", "--data", other.toString());
    assertThat(neither.exitCode()).isEqualTo(2);
  }

  private static Path data() {
    return directory.resolve("data");
  }

  private static List<JournalEntry> entries(Path data, String name) {
    List<JournalEntry> entries = new ArrayList<>();
    try (RunReader reader = RunReader.open(data.resolve("journal"), name)) {
      for (var entry = reader.at(0); entry.isPresent(); entry = reader.next()) {
        entries.add(entry.get());
      }
    }
    return entries;
  }

  /* A minibatch that was cut for its age makes one step more. */
  private static void awaitLastExample() {
    long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (RunLibrary library = new RunLibrary(data().resolve("journal"), InstantSource.system())) {
        for (RunSummary summary : library.runs()) {
          run = summary.run();
          if (library.history(run, 8).getLast().examplesSeen() == EXAMPLES) {
            return;
          }
        }
      }
      assertThat(System.nanoTime()).as("waited for the last example").isLessThan(deadlineNs);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private static void awaitEvent(String type) throws IOException {
    long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
    while (!json("runs", "show", run).get("events").toString().contains(type)) {
      assertThat(System.nanoTime()).as("waited for %s", type).isLessThan(deadlineNs);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private static JsonNode json(String... arguments) throws IOException {
    return json(data(), arguments);
  }

  private static JsonNode json(Path data, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--json", "--data", data.toString()));
    return JSON.readTree(CommandRun.of(all.toArray(String[]::new)).output());
  }

  private static CommandRun carve(String... arguments) {
    return checked(new ArrayList<>(List.of(arguments)));
  }

  private static void withBroker(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
    checked(all);
  }

  private static CommandRun checked(List<String> arguments) {
    arguments.addAll(List.of("--data", data().toString()));
    CommandRun done = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(done.exitCode()).as("%s: %s", arguments, done.error()).isZero();
    return done;
  }
}
