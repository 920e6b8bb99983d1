package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Everything that a page does to live models, by HTTP alone, with a whole demo behind it.
@Timeout(300)
final class ActingTest {
  private static final String JSON = "application/json";
  private static final String SPEC =
      """
      name: painted
      inputs: [x, y]
      layers:
        - {units: 3, activation: tanh}
      classes: [blue, orange]
      batch-size: 2
      """;

  @TempDir private Path data;

  @Test
  void shouldActOnLiveModelsAndGoOnAfterARestart() throws IOException {
    long position;
    try (CarveProcess carve = CarveProcess.demo(data, "--rate", "50")) {
      carve.await("the first steps", () -> carve.step("two-spirals") > 20);
      takeOneMinibatchAtATime(carve);
      fork(carve);
      paint(carve);
      position = feed(carve);
      carve.stop();
      assertThat(carve.awaitEnd()).as(carve.error()).isZero();
    }
    try (CarveProcess carve = CarveProcess.demo(data, "--rate", "50")) {
      goOn(carve, position);
    }
  }

  private static void takeOneMinibatchAtATime(CarveProcess carve) {
    assertThat(command(carve, "{\"type\": \"take-steps\", \"steps\": 1}").statusCode())
        .isEqualTo(409);
    HttpResponse<String> frozen = command(carve, "{\"type\": \"freeze\"}");
    assertThat(frozen.body()).contains("\"type\":\"FROZEN\"");
    long step = carve.get("/api/events?model=two-spirals").at("/events/0/step").asLong();

    assertThat(command(carve, "{\"type\": \"take-steps\", \"steps\": 3}").statusCode())
        .isEqualTo(200);
    carve.await("three steps", () -> carve.step("two-spirals") == step + 3);
    carve.await(
        "the freezing after them",
        () ->
            carve
                .get("/api/events?model=two-spirals")
                .at("/events/0/text")
                .asText()
                .endsWith("is frozen at step %,d.".formatted(step + 3)));
    long examples = examples(carve);
    carve.await("further examples", () -> examples(carve) > examples + 1_000);
    assertThat(carve.step("two-spirals")).isEqualTo(step + 3);
  }

  private static long examples(CarveProcess carve) {
    return carve.get("/api/models/two-spirals").path("examplesSeen").asLong();
  }

  private static void fork(CarveProcess carve) {
    JsonNode model = carve.get("/api/models/two-spirals");
    String request =
        "{\"run\": \"%s\", \"step\": %d, \"name\": \"slower\", \"learningRate\": 0.001}"
            .formatted(model.get("run").asText(), 7);
    HttpResponse<String> forked = carve.send("POST", "/api/models/two-spirals/fork", JSON, request);
    assertThat(forked.statusCode()).as(forked.body()).isEqualTo(201);
    assertThat(forked.body()).contains("\"model\":\"slower\"", "\"follows\":\"two-spirals\"");
    carve.await("the fork to catch up", () -> carve.step("slower") > 30);

    HttpResponse<String> again = carve.send("POST", "/api/models/two-spirals/fork", JSON, request);
    assertThat(again.statusCode()).isEqualTo(409);
    HttpResponse<String> lost =
        carve.send(
            "POST",
            "/api/models/two-spirals/fork",
            JSON,
            request.replace("slower", "later").replace("\"step\": 7", "\"step\": 100000000"));
    assertThat(lost.statusCode()).as(lost.body()).isEqualTo(404);
  }

  private static void paint(CarveProcess carve) {
    assertThat(carve.send("POST", "/api/models", "application/yaml", SPEC).statusCode())
        .isEqualTo(201);
    HttpResponse<String> bad =
        carve.send(
            "POST", "/api/models/painted/examples", "text/csv", "x,y,label\n1,2,blue\n3,4,red\n");
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(bad.body()).contains("\"line\":3");
    HttpResponse<String> good =
        carve.send(
            "POST",
            "/api/models/painted/examples",
            "text/csv",
            "x,y,label\n" + "1,2,blue\n".repeat(8));
    assertThat(good.body()).isEqualTo("{\"accepted\":8}");
    carve.await("four steps on what was painted", () -> carve.step("painted") == 4);
  }

  private long feed(CarveProcess carve) throws IOException {
    HttpResponse<String> started =
        carve.send(
            "POST",
            "/api/streams",
            JSON,
            "{\"model\": \"painted\", \"stream\": \"xor\", \"minibatchesPerSecond\": 100}");
    assertThat(started.statusCode()).as(started.body()).isEqualTo(201);
    carve.await("steps on the stream", () -> carve.step("painted") > 150);
    assertThat(carve.get("/api/streams").at("/streams")).hasSize(2);

    HttpResponse<String> paused =
        carve.send("PUT", "/api/streams/painted", JSON, "{\"minibatchesPerSecond\": 0}");
    assertThat(paused.body()).contains("\"running\":false");
    Path file = data.resolve("streams").resolve("models").resolve("painted");
    carve.await("the position to be remembered", () -> position(file) > 2 * 100);
    return position(file);
  }

  private static long position(Path file) {
    try {
      return Long.parseLong(Files.readString(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void goOn(CarveProcess carve, long position) {
    carve.await(
        "the stream that was started before",
        () -> {
          try {
            return carve.get("/api/streams").at("/streams").size() == 2;
          } catch (java.io.UncheckedIOException e) {
            return false;
          }
        });
    JsonNode painted = carve.get("/api/streams").at("/streams/0");
    assertThat(painted.get("model").asText()).isEqualTo("painted");
    assertThat(painted.get("stream").asText()).isEqualTo("xor");
    assertThat(painted.get("minibatchesPerSecond").asDouble()).isZero();

    carve.send("PUT", "/api/streams/painted", JSON, "{\"minibatchesPerSecond\": 100}");
    Path file = data.resolve("streams").resolve("models").resolve("painted");
    carve.await("the stream to go on", () -> position(file) > position + 100);
    assertThat(carve.send("DELETE", "/api/streams/painted", JSON, "").statusCode()).isEqualTo(204);
    assertThat(carve.get("/api/streams").at("/streams")).hasSize(1);
  }

  private static HttpResponse<String> command(CarveProcess carve, String body) {
    return carve.send("POST", "/api/models/two-spirals/commands", JSON, body);
  }
}
