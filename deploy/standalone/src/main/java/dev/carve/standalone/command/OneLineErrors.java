package dev.carve.standalone.command;

import dev.carve.core.network.InvalidModelSpecException;
import dev.carve.dashboard.DashboardStartException;
import dev.carve.standalone.benchmark.BenchmarkRunException;
import dev.carve.standalone.broker.BrokerStartException;
import dev.carve.standalone.broker.NoBrokerException;
import dev.carve.standalone.broker.NoTopicException;
import dev.carve.standalone.broker.PortInUseException;
import dev.carve.standalone.config.ConfigurationException;
import dev.carve.standalone.config.NearestName;
import dev.carve.standalone.fit.FitFailedException;
import dev.carve.standalone.model.CommandRejectedException;
import dev.carve.standalone.model.InputDoesNotFitException;
import dev.carve.standalone.model.NoAnswerException;
import dev.carve.standalone.parameters.InvalidParametersException;
import dev.carve.standalone.storage.DirectoryInUseException;
import dev.carve.standalone.verify.VerificationFailedException;
import dev.carve.trainer.stream.FeedFailedException;
import dev.carve.trainer.stream.UnreadableSourceException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says in one line on standard error what went wrong and what to do; the log file has the rest.
final class OneLineErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(OneLineErrors.class);
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
  private static final int FAILED = 1;
  private static final int NOT_UNDERSTOOD = 2;

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    CommandLine commandLine = exception.getCommandLine();
    CommandSpec command = commandLine.getCommandSpec();
    String text =
        exception instanceof UnmatchedArgumentException unmatched
            ? unknown(command, unmatched.getUnmatched().getFirst())
            : beginningInLowerCase(String.valueOf(exception.getMessage()));
    print(commandLine, "%s; see %s --help".formatted(text, command.qualifiedName()));
    return NOT_UNDERSTOOD;
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parseResult) {
    Failure failure = failure(exception);
    if (failure.exitCode() == FAILED) {
      log.info("Command failed", exception);
    }
    print(commandLine, failure.text());
    return failure.exitCode();
  }

  /// What a failure looks like from outside.
  private record Failure(int exitCode, String text) {}

  private static Failure failure(Exception exception) {
    String message = String.valueOf(exception.getMessage());
    return switch (exception) {
      case CommandFailedException e -> new Failure(e.exitCode(), message);
      case ConfigurationException _,
          InvalidParametersException _,
          InputDoesNotFitException _,
          UnreadableSourceException _ ->
          new Failure(NOT_UNDERSTOOD, message);
      case InvalidModelSpecException _ -> new Failure(NOT_UNDERSTOOD, "spec: " + message);
      case VerificationFailedException _ ->
          new Failure(FAILED, message + "; --keep keeps the log files");
      case DirectoryInUseException _ ->
          new Failure(FAILED, message + "; stop it, or choose another directory with --data");
      case PortInUseException _ ->
          new Failure(FAILED, message + "; stop that process, or choose another port");
      case NoBrokerException _ ->
          new Failure(
              FAILED, message + "; start `carve` there, or name another with --bootstrap-servers");
      case NoAnswerException _, NoTopicException _ ->
          new Failure(FAILED, message + "; is `carve` or `carve trainer` running?");
      case CommandRejectedException _,
          BenchmarkRunException _,
          BrokerStartException _,
          DashboardStartException _,
          FitFailedException _,
          FeedFailedException _ ->
          new Failure(FAILED, message);
      case UncheckedIOException _ -> new Failure(FAILED, message);
      default -> unexpected(exception);
    };
  }

  private static Failure unexpected(Exception exception) {
    log.error("Command failed unexpectedly", exception);
    return new Failure(
        FAILED,
        "unexpected failure: %s%s"
            .formatted(
                exception, LogFile.current().map(file -> "; details are in " + file).orElse("")));
  }

  /// Control characters, which a file may have brought in, do not reach the terminal.
  private static void print(CommandLine commandLine, String text) {
    String line =
        CONTROL
            .matcher(text.lines().map(String::strip).collect(Collectors.joining(" ")))
            .replaceAll("?");
    commandLine.getErr().println("carve: " + line);
    commandLine.getErr().flush();
  }

  private static String unknown(CommandSpec command, String argument) {
    String name = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
    if (argument.startsWith("-")) {
      List<String> options =
          command.options().stream().map(OptionSpec::longestName).distinct().toList();
      return "unknown option%s option=%s".formatted(NearestName.suggestion(name, options), name);
    }
    if (command.subcommands().isEmpty()) {
      return "one argument too many: argument=" + argument;
    }
    List<String> commands = List.copyOf(command.subcommands().keySet());
    return "unknown command%s command=%s".formatted(NearestName.suggestion(name, commands), name);
  }

  private static String beginningInLowerCase(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
