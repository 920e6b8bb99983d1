package dev.carve.benchmarks.measurement;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carve.standalone.benchmark.BenchmarkRunException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process that answers questions, one at a time. It ends when it is closed, and when this
/// process ends.
public final class ChildJvm implements AutoCloseable {
  private static final long STOP_SECONDS = 20;
  private static final int LOG_LINES_SHOWN = 8;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path log;
  private final Process process;
  private final PrintWriter questions;
  private final BufferedReader answers;

  /// How a process is started.
  ///
  /// @param name what it is called in messages, and its log file
  /// @param options flags of its JVM
  /// @param classPath its class path
  /// @param main its main class, which serves {@link Answers}
  /// @param arguments of its main method
  public record Command(
      String name, List<String> options, String classPath, String main, List<String> arguments) {

    /// {@return a process like this one}
    ///
    /// @param name what it is called
    /// @param main its main class
    /// @param arguments of its main method
    public static Command like(String name, Class<?> main, String... arguments) {
      return new Command(name, ownOptions(), ownClassPath(), main.getName(), List.of(arguments));
    }
  }

  private ChildJvm(Path log, Process process) {
    this.log = log;
    this.process = process;
    this.questions = new PrintWriter(process.outputWriter(UTF_8), true);
    this.answers = process.inputReader(UTF_8);
  }

  /// Starts a process.
  ///
  /// @param command how
  /// @param logDirectory where what it says on standard error is written
  /// @return the process
  public static ChildJvm start(Command command, Path logDirectory) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(command.options());
    line.add("-cp");
    line.add(command.classPath());
    line.add(command.main());
    line.addAll(command.arguments());
    Path log = logDirectory.resolve(command.name().replace(' ', '-') + ".log");
    try {
      Files.createDirectories(logDirectory);
      ProcessBuilder builder =
          new ProcessBuilder(line).redirectError(Redirect.appendTo(log.toFile()));
      /* Native libraries of the peers: one thread each, as Carve. */
      builder.environment().put("OMP_NUM_THREADS", "1");
      return new ChildJvm(log, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// {@return the flags of this JVM}
  public static List<String> ownOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments();
  }

  /// {@return the class path of this JVM}
  public static String ownClassPath() {
    return System.getProperty("java.class.path");
  }

  /// Asks a question and waits for the answer.
  ///
  /// @param type what the answer is
  /// @param words the question
  /// @return the answer
  /// @param <T> what the answer is
  /// @throws BenchmarkRunException if the process cannot answer
  public <T> T ask(Class<T> type, String... words) {
    questions.println(String.join(" ", words));
    try {
      String line = answers.readLine();
      while (line != null && !line.startsWith(Answers.ANSWER)) {
        if (line.startsWith(Answers.FAILURE)) {
          throw new BenchmarkRunException(line.substring(Answers.FAILURE.length()));
        }
        line = answers.readLine(); // The JVM itself prints there too.
      }
      if (line == null) {
        throw new BenchmarkRunException(
            "a process must answer: question=%s, log=%s%n%s"
                .formatted(String.join(" ", words), log, lastWords()));
      }
      return MAPPER.readValue(line.substring(Answers.ANSWER.length()), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    questions.close();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private String lastWords() throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return String.join(
        System.lineSeparator(),
        lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
  }
}
