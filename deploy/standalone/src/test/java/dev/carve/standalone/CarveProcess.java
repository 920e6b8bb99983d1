package dev.carve.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carve.standalone.broker.LocalPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// The command `carve` in a process of its own, as a user runs it.
final class CarveProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final List<String> arguments;
  private final Process process;
  private final CompletableFuture<String> standardOutput;
  private final CompletableFuture<String> standardError;
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private final int brokerPort;

  private CarveProcess(List<String> arguments, int port, int brokerPort) {
    this.arguments = arguments;
    this.port = port;
    this.brokerPort = brokerPort;
    try {
      this.process = new ProcessBuilder(command(arguments)).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.standardOutput = drained(process.inputReader(UTF_8));
    this.standardError = drained(process.errorReader(UTF_8));
  }

  /// Starts any subcommand.
  static CarveProcess start(String... arguments) {
    return new CarveProcess(List.of(arguments), 0, 0);
  }

  /// Starts the demo on free ports.
  static CarveProcess demo(Path data, String... more) {
    int port = LocalPort.free(0);
    int brokerPort = LocalPort.free(0);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "demo",
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port),
                "--broker-port",
                Integer.toString(brokerPort)));
    arguments.addAll(List.of(more));
    return new CarveProcess(arguments, port, brokerPort);
  }

  /// Starts the same again, on the same ports, once it has ended.
  CarveProcess again() {
    return new CarveProcess(arguments, port, brokerPort);
  }

  /// Serves the page on a journal alone, on a free port.
  static CarveProcess replay(Path data, String run) {
    int port = LocalPort.free(0);
    String[] arguments = {
      "replay",
      run,
      "--data",
      data.toString(),
      "--url",
      "http://127.0.0.1:1/",
      "--port",
      Integer.toString(port)
    };
    return new CarveProcess(List.of(arguments), port, 0);
  }

  private static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("jvm.options").toAbsolutePath());
    command.add("-Xmx1g");
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add("dev.carve.standalone.CarveMain");
    command.addAll(arguments);
    return command;
  }

  /// On a thread of its own: reading a pipe holds a carrier of virtual threads, of which there are
  /// few, until the process ends.
  private static CompletableFuture<String> drained(BufferedReader reader) {
    return CompletableFuture.supplyAsync(
        () -> drain(reader), task -> Thread.ofPlatform().daemon().start(task));
  }

  private static String drain(BufferedReader reader) {
    StringBuilder text = new StringBuilder();
    try (reader) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        text.append(line).append('\n');
      }
    } catch (IOException e) {
      text.append(e).append('\n');
    }
    return text.toString();
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  String bootstrapServers() {
    return "127.0.0.1:" + brokerPort;
  }

  /// GETs JSON.
  JsonNode get(String path) {
    try {
      HttpResponse<byte[]> response =
          http.send(
              HttpRequest.newBuilder(URI.create(url() + path)).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new IOException(
            "%s: status=%d, %s"
                .formatted(path, response.statusCode(), new String(response.body(), UTF_8)));
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Sends a body, and gives what is answered, whatever its status.
  HttpResponse<String> send(String method, String path, String type, String body) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(url() + path))
              .timeout(PATIENCE)
              .header("content-type", type)
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Whether the page is there.
  boolean answers() {
    try {
      return get("/health/live").has("status");
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /// The steps that a model has taken; -1 while it cannot be asked.
  long step(String model) {
    return number(model, "step", -1);
  }

  /// The fading prequential accuracy of a model; 0 while it cannot be asked.
  double accuracy(String model) {
    return number(model, "accuracy", 0);
  }

  private long number(String model, String field, long otherwise) {
    return (long) number(model, field, (double) otherwise);
  }

  private double number(String model, String field, double otherwise) {
    try {
      for (JsonNode shown : get("/api/models").get("models")) {
        if (shown.get("model").asText().equals(model)) {
          return shown.get(field).asDouble();
        }
      }
    } catch (UncheckedIOException e) {
      return otherwise;
    }
    return otherwise;
  }

  /// Waits for something that the process will do by itself.
  void await(String what, BooleanSupplier condition) {
    long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new AssertionError(
            "carve ended while waiting for %s: exit=%d\n%s%s"
                .formatted(what, process.exitValue(), standardOutput.join(), standardError.join()));
      }
      if (System.nanoTime() > deadlineNs) {
        throw new AssertionError("waited %s in vain for %s".formatted(PATIENCE, what));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  /// Kills it as `kill -9` does, at once.
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /// Asks it to stop. SIGTERM takes the same way as Ctrl-C, whose signal is ignored by processes
  /// that were started in the background.
  void stop() {
    process.destroy();
  }

  /// Waits for it to end by itself.
  ///
  /// @return its exit code
  int awaitEnd() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds() * 4, TimeUnit.SECONDS)) {
        throw new AssertionError("carve did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return process.exitValue();
  }

  /// All of its standard output, once it has ended.
  String output() {
    return standardOutput.join();
  }

  /// All of its standard error, once it has ended.
  String error() {
    return standardError.join();
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      stop();
      try {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }
    http.close();
  }
}
