package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.standalone.broker.EmbeddedBroker;
import dev.carve.standalone.broker.LocalPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Each service in a process of its own, as they run with a Kafka that is there already.
@Timeout(300)
final class ServicesTest {
  private static final String SPEC =
      """
      name: moons
      inputs: [x, y]
      layers:
        - {units: 4, activation: tanh}
      classes: [blue, orange]
      batch-size: 16
      """;

  @TempDir private Path directory;

  @Test
  void shouldWorkTogetherThroughKafkaAlone() throws Exception {
    int port = LocalPort.free(0);
    int samplerPort = LocalPort.free(0);
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        CarveProcess trainer = start(broker, "trainer");
        CarveProcess sampler =
            start(broker, "sampler", "--http-port", Integer.toString(samplerPort));
        CarveProcess dashboard =
            start(
                broker,
                "dashboard",
                "--port",
                Integer.toString(port),
                "--sampler-url",
                "http://127.0.0.1:" + samplerPort,
                "--read-only")) {
      Path spec = Files.writeString(directory.resolve("moons.yaml"), SPEC);
      String page = "http://127.0.0.1:" + port;
      dashboard.await("the page", () -> get(page + "/health/live").contains("up"));
      run(broker, "model", "create", "--spec", spec.toString(), "--cut-by-size-alone");
      run(broker, "feed", "--stream", "moons", "--count", "8000", "--rate", "8000");

      trainer.await("the steps", () -> get(page + "/api/models").contains("\"step\":500"));
      sampler.await(
          "the run in the journal", () -> get(page + "/api/runs").contains("\"lastStep\":500"));
      assertThat(get(page + "/api/session")).contains("\"readOnly\":true");
      assertThat(post(page + "/api/models/moons/commands", "{\"type\": \"freeze\"}"))
          .contains("\"status\":403", "read-only");
      for (CarveProcess service : new CarveProcess[] {dashboard, sampler, trainer}) {
        service.stop();
        assertThat(service.awaitEnd()).as(service.error()).isZero();
        assertThat(service.output()).contains("Ctrl-C stops it.");
      }
    }
  }

  private CarveProcess start(EmbeddedBroker broker, String... arguments) {
    return CarveProcess.start(withPlaces(broker, arguments));
  }

  private void run(EmbeddedBroker broker, String... arguments) {
    try (CarveProcess command = CarveProcess.start(withPlaces(broker, arguments))) {
      assertThat(command.awaitEnd()).as(command.error()).isZero();
    }
  }

  private String[] withPlaces(EmbeddedBroker broker, String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 4);
    all[arguments.length] = "--bootstrap-servers";
    all[arguments.length + 1] = broker.bootstrapServers();
    all[arguments.length + 2] = "--data";
    all[arguments.length + 3] = directory.resolve("data").toString();
    return all;
  }

  /// What a GET gives, or nothing while nobody answers.
  private static String get(String url) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String post(String uri, String body) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(uri))
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
