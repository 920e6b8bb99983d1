package dev.carve.standalone.command;

import dev.carve.standalone.storage.DataDirectory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command line as a whole: what there is, and what no subcommand means.
@Command(
    name = "carve",
    versionProvider = CarveVersion.class,
    mixinStandardHelpOptions = true,
    description = {
      "Trains neural classifiers on event streams and shows every neuron's landscape being carved.",
      "Without a command, carve runs the demo: everything in one process.",
    },
    footer = {
      "",
      "Examples:",
      "  carve                                  the demo, at http://127.0.0.1:8080",
      "  carve model create --spec my.yaml      a model of your own in the demo",
      "  carve feed --csv my.csv --model my     its examples",
      "  carve fit --spec my.yaml --csv my.csv  the same at once, with a report",
      "",
      "carve COMMAND --help tells more.",
      "Exit codes: 0 done, 1 failed, 2 not understood.",
    },
    subcommands = {
      DemoCommand.class,
      FeedCommand.class,
      FitCommand.class,
      TrainerCommand.class,
      SamplerCommand.class,
      DashboardCommand.class,
      RunsCommand.class,
      ReplayCommand.class,
      ModelCommand.class,
      VerifyCommand.class,
      BenchCommand.class,
      AutoComplete.GenerateCompletion.class,
    })
public final class CarveCommand implements Runnable {
  private static final List<String> OWN_OPTIONS = List.of("-h", "--help", "-V", "--version");

  @Spec private CommandSpec spec = CommandSpec.create();

  CarveCommand() {}

  /// Runs one command.
  ///
  /// @param arguments the command line; none, or options of the demo alone, run the demo
  /// @return the exit code
  public static int run(String... arguments) {
    int exitCode = commandLine(arguments).execute(withCommand(arguments));
    Interruption.ended(exitCode);
    return exitCode;
  }

  /// {@return what understands these arguments}
  ///
  /// A service that starts again is waited for, and to make ready what the other commands know
  /// takes as long as many a command itself.
  static CommandLine commandLine(String... arguments) {
    return switch (arguments.length == 0 ? "" : arguments[0]) {
      case "trainer" -> alone("trainer", new TrainerCommand());
      case "sampler" -> alone("sampler", new SamplerCommand());
      case "dashboard" -> alone("dashboard", new DashboardCommand());
      default -> completed(new CommandLine(new CarveCommand()));
    };
  }

  private static CommandLine alone(String name, Object command) {
    return completed(
        new CommandLine(CommandSpec.create().name("carve")).addSubcommand(name, command));
  }

  private static CommandLine completed(CommandLine commandLine) {
    OneLineErrors errors = new OneLineErrors();
    commandLine
        .getSubcommands()
        .forEach((name, command) -> complete(name, command.getCommandSpec()));
    return commandLine
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setUsageHelpLongOptionsMaxWidth(34);
  }

  /// Adds what annotations cannot say: an option for each key of a configuration, and a description
  /// of picocli's own.
  private static void complete(String name, CommandSpec command) {
    switch (name) {
      case "trainer" ->
          ServiceOptions.add(command, ServiceDefaults.trainer(new DataDirectory(Path.of("data"))));
      case "sampler" ->
          ServiceOptions.add(command, ServiceDefaults.sampler(new DataDirectory(Path.of("data"))));
      case "dashboard" -> ServiceOptions.add(command, ServiceDefaults.dashboard());
      case "generate-completion" ->
          command
              .usageMessage()
              .description("Prints a script that completes commands and options in bash or zsh.")
              .footer("", "Example:", "  source <(carve generate-completion)");
      default -> {}
    }
  }

  static String[] withCommand(String... arguments) {
    boolean named =
        arguments.length > 0
            && (!arguments[0].startsWith("-") || OWN_OPTIONS.contains(arguments[0]));
    return named
        ? arguments
        : Stream.concat(Stream.of("demo"), Arrays.stream(arguments)).toArray(String[]::new);
  }

  /// Never reached without a command, since none means the demo.
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
