package dev.carve.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class CommandLineTest {
  private static final String NOBODY = "127.0.0.1:1";

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "frobnicate|unknown command: command=frobnicate; see carve --help",
        "tariner|unknown command, did you mean trainer? command=tariner; see carve --help",
        "demo --prot 9|unknown option, did you mean --port? option=--prot; see carve demo --help",
        "--prot=9|unknown option, did you mean --port? option=--prot; see carve demo --help",
        "demo 9|one argument too many: argument=9; see carve demo --help",
        "demo --port x|invalid value for option '--port': 'x' is not an int; see carve demo --help",
        "demo --port 65536|port must be in 0..65535: --port=65536",
        "demo --broker-port -1|port must be in 0..65535: --broker-port=-1",
        "demo --rate 0|rate must be in 0..1000000: --rate=0.0",
        "demo --grid 33|grid must be a multiple of 8 from 16 to 512: --grid=33",
        "demo --stream moonz|unknown stream, did you mean moons? --stream=moonz; there are two-spirals, circles, moons, xor, gaussians, checkerboard",
        "demo --spec nope.yaml|no such spec file: --spec=nope.yaml",
        "feed|one source is needed, --stream NAME, --csv FILE, --jsonl FILE, --idx IMAGES LABELS or -: given=none",
        "feed --stream xor --csv a.csv|one source is needed, --stream NAME, --csv FILE, --jsonl FILE, --idx IMAGES LABELS or -: given=--csv --stream",
        "feed rows.csv|only - is taken without an option, for standard input: argument=rows.csv; for a file use --csv or --jsonl",
        "feed --csv nope.csv|no such file: path=nope.csv",
        "feed --idx nope.gz nope.gz|no such file: path=nope.gz",
        "feed --stream xor --rate -5|rate must be above 0: --rate=-5.0",
        "feed --stream xor --count 0|count must be above 0: --count=0",
        "feed --stream xor --turns 2|only two-spirals have turns: --stream=xor, --turns=2.0",
        "feed --stream xor --noise -1|noise must be 0 or more: noise=-1.0",
        "feed --stream xor --drift slow|drift must be rotation, class-swap or sudden: --drift=slow",
        "feed --stream xor --bootstrap-servers kafka|bootstrap servers must be HOST:PORT, separated by commas: --bootstrap-servers=kafka",
        "fit --csv a.csv|missing required option: '--spec=FILE'; see carve fit --help",
        "fit --spec a.yaml|one input is needed, --csv FILE, --jsonl FILE or --idx IMAGES LABELS: given=none",
        "fit --spec a.yaml --csv a.csv --epochs 0|epochs must be in 1..100000: --epochs=0",
        "fit --spec a.yaml --csv - --epochs 2|standard input can be given once only, put it into a file: --epochs=2",
        "fit --spec a.yaml --csv a.csv --export a.xml|parameters can be exported as .json, .safetensors or .onnx: file=a.xml",
        "fit --spec a.yaml --csv a.csv --export no/such/a.json|no such directory: file=no/such/a.json",
        "trainer --stream-treads 2|unknown option, did you mean --stream-threads? option=--stream-treads; see carve trainer --help",
        "trainer --stream-threads two|trainer.stream-threads must be a whole number: trainer.stream-threads=two",
        "trainer --config nope.yaml|no such configuration file: path=nope.yaml",
        "dashboard --command-timeout 5y|dashboard.command-timeout must be a duration such as 100ms, 5s or 2min: dashboard.command-timeout=5y",
        "model|a command is needed: create, list, show, freeze, unfreeze, step, reset, fork, export",
        "model crate|unknown command, did you mean create? command=crate; see carve model --help",
        "model show|missing required parameter: 'MODEL'; see carve model show --help",
      })
  void shouldSayInOneLineWhatWasNotUnderstood(String line, String message) {
    CommandRun run = CommandRun.of(withData(line.split(" ")));
    assertThat(run.error()).isEqualTo("carve: " + message + System.lineSeparator());
    assertThat(run.output()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void shouldKeepControlCharactersOffTheTerminal() {
    assertThat(CommandRun.of("demo", "--spec", "no\u001b[31m\u009b1m\nsuch\u0007").error())
        .isEqualTo("carve: no such spec file: --spec=no?[31m?1m such?%n".formatted());
  }

  @Test
  void shouldNameEveryMistakeOfASpec() throws IOException {
    Path spec = Files.writeString(directory.resolve("bad.yaml"), "name: x\ninputs: 0\nbatch: 3\n");
    CommandRun run = CommandRun.of("demo", "--spec", spec.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.error())
        .startsWith("carve: %s: ".formatted(spec))
        .contains("line 2: ")
        .contains("line 3: ")
        .hasLineCount(1);
  }

  @Test
  void shouldSayThatASpecIsNotForTheStream() throws IOException {
    Path spec =
        Files.writeString(
            directory.resolve("three.yaml"),
            "name: x\ninputs: 3\nlayers: []\nclasses: [a, b]\noptimizer: {type: adam}\nbatch-size: 8\n");
    CommandRun run = CommandRun.of("demo", "--spec", spec.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.error())
        .isEqualTo(
            "carve: the spec must have 2 inputs and the stream's 2 classes: --stream=two-spirals, inputs=3, classes=2"
                + System.lineSeparator());
  }

  @ParameterizedTest
  @CsvSource({
    "model list",
    "model show x",
    "model freeze x",
    "feed --stream xor",
  })
  void shouldSayThatNoBrokerAnswers(String line) {
    List<String> arguments = new ArrayList<>(List.of(withData(line.split(" "))));
    arguments.addAll(List.of("--bootstrap-servers", NOBODY));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.error())
        .isEqualTo(
            "carve: no broker answers: bootstrap-servers=127.0.0.1:1; start `carve` there, or name another with --bootstrap-servers"
                + System.lineSeparator());
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void shouldSayThatAPortIsInUse() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      for (String option : List.of("--port", "--broker-port")) {
        String other = option.equals("--port") ? "--broker-port" : "--port";
        CommandRun run =
            CommandRun.of(
                withData("demo", option, Integer.toString(socket.getLocalPort()), other, "0"));
        assertThat(run.error())
            .isEqualTo(
                "carve: port is in use by another process: address=127.0.0.1:%d; stop that process, or choose another port%n",
                socket.getLocalPort());
        assertThat(run.exitCode()).isEqualTo(1);
      }
    }
  }

  @Test
  void shouldListNoRunsWhereThereAreNone() {
    Path data = directory.resolve("data");
    CommandRun list = CommandRun.of("runs", "list", "--data", data.toString());
    assertThat(list.exitCode()).isZero();
    assertThat(list.output()).startsWith("RUN").hasLineCount(1);
    CommandRun show = CommandRun.of("runs", "show", "x", "--data", data.toString());
    assertThat(show.error())
        .isEqualTo(
            "carve: no such run: run=x; `carve runs list` names them" + System.lineSeparator());
    assertThat(show.exitCode()).isEqualTo(1);
  }

  @Test
  void shouldHelpWithExamples() {
    assertHelp(CarveCommand.commandLine(), List.of());
  }

  private static void assertHelp(CommandLine command, List<String> path) {
    List<String> arguments = new ArrayList<>(path);
    arguments.add("--help");
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).isZero();
    assertThat(run.error()).isEmpty();
    assertThat(run.output()).as("help of %s", path).contains("Example").contains("Usage: carve");
    assertThat(run.output().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    for (Map.Entry<String, CommandLine> next : command.getSubcommands().entrySet()) {
      List<String> nextPath = new ArrayList<>(path);
      nextPath.add(next.getKey());
      assertHelp(next.getValue(), nextPath);
    }
  }

  @Test
  void shouldTellItsVersion() {
    CommandRun run = CommandRun.of("--version");
    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).startsWith("carve ").doesNotContain("${").contains("Java ");
  }

  @Test
  void shouldCompleteInAShell() {
    CommandRun run = CommandRun.of("generate-completion");
    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).contains("--broker-port", "freeze");
  }

  @Test
  void shouldTakeNoCommandForTheDemo() {
    assertThat(CarveCommand.withCommand()).containsExactly("demo");
    assertThat(CarveCommand.withCommand("--port", "1")).containsExactly("demo", "--port", "1");
    assertThat(CarveCommand.withCommand("--help")).containsExactly("--help");
    assertThat(CarveCommand.withCommand("model", "list")).containsExactly("model", "list");
  }

  @Test
  void shouldLeaveNothingBehindWhereNothingHappened() {
    Path data = directory.resolve("data");
    CommandRun.of("feed", "--csv", "nope.csv", "--data", data.toString());
    assertThat(data).doesNotExist();
  }

  private String[] withData(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (takesData(arguments)) {
      all.add("--data");
      all.add(directory.resolve("data").toString());
    }
    return all.toArray(String[]::new);
  }

  private static boolean takesData(String... arguments) {
    return arguments.length > 1
        && CarveCommand.commandLine().getSubcommands().containsKey(arguments[0])
        && !List.of("crate", "frobnicate").contains(arguments[1]);
  }
}
