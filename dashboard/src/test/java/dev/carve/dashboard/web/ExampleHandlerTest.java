package dev.carve.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.Example;
import dev.carve.core.event.Lineage;
import dev.carve.core.event.ModelEvent;
import dev.carve.dashboard.Samples;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExampleHandlerTest {
  private static final String LINE = "{\"features\": [0.5, -1], \"label\": \"blue\"}\n";

  private TestServer server;
  private final List<Example> sent = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
    server.models.putEvent(begun("moons", Lineage.none()));
    server.examples =
        (model, examples) -> {
          assertThat(model).isEqualTo("moons");
          sent.addAll(examples);
          return CompletableFuture.completedFuture(examples.size());
        };
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private static ModelEvent begun(String model, Lineage lineage) {
    return new ModelEvent(
        model,
        model + "-1",
        0,
        ModelEvent.Type.CREATED,
        "It begins.",
        Samples.TIME,
        "",
        Samples.SPEC.formatted(model),
        lineage);
  }

  @Test
  void shouldSendWhatFits() throws Exception {
    TestServer.Answer lines = post("application/x-ndjson", LINE + LINE);
    TestServer.Answer array = post("application/json", "[" + LINE + "]");
    TestServer.Answer csv = post("text/csv; charset=utf-8", "x,label,y\n0.5,blue,-1\n");

    assertThat(List.of(lines.status(), array.status(), csv.status())).containsOnly(202);
    assertThat(lines.body().toJsonObject().getInteger("accepted")).isEqualTo(2);
    assertThat(sent).hasSize(4).containsOnly(sent.getFirst());
    assertThat(sent.getFirst().features().array()).containsExactly(0.5f, -1);
  }

  @Test
  void shouldTakeTheColumnOfTheLabelFromTheQuery() throws Exception {
    TestServer.Answer answer =
        post("/api/models/moons/examples?label=kind", "text/csv", "x,kind,y\n0.5,blue,-1\n");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(sent).hasSize(1);
  }

  @Test
  void shouldSendNothingOfABodyWithABadLine() throws Exception {
    TestServer.Answer answer = post("application/x-ndjson", LINE + LINE.replace("blue", "red"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().toJsonObject().getString("type"))
        .isEqualTo("urn:carve:problem:unfit-example");
    assertThat(answer.body().toJsonObject().getLong("line")).isEqualTo(2);
    assertThat(answer.body().toJsonObject().getString("detail"))
        .startsWith("line 2: ")
        .contains("label=red");
    assertThat(sent).isEmpty();
  }

  @Test
  void shouldRefuseWhatHoldsNoExamples() throws Exception {
    assertThat(post("application/json", "[]").status()).isEqualTo(400);
    assertThat(post("text/csv", "x,y,label\n").status()).isEqualTo(400);
    assertThat(post("", "").status()).isEqualTo(400);
    assertThat(post("text/html", LINE).status()).isEqualTo(415);
    assertThat(post("/api/models/suns/examples", "", LINE).status()).isEqualTo(404);
    assertThat(sent).isEmpty();
  }

  @Test
  void shouldTakeEightMebibytesAndNoMore() throws Exception {
    int lines = (8 << 20) / LINE.length();

    TestServer.Answer most = post("application/x-ndjson", LINE.repeat(lines));
    TestServer.Answer more = post("application/x-ndjson", LINE.repeat(lines + 1));

    assertThat(most.body().toJsonObject().getInteger("accepted")).isEqualTo(lines);
    assertThat(more.status()).isEqualTo(413);
    assertThat(more.header("content-type")).isEqualTo("application/problem+json");
    assertThat(sent).hasSize(lines);
  }

  @Test
  void shouldRefuseExamplesForAModelThatFollowsAnother() throws Exception {
    server.models.putEvent(begun("slow", new Lineage("moons-1", 7, "moons")));

    TestServer.Answer answer = post("/api/models/slow/examples", "", LINE);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body().toJsonObject().getString("detail"))
        .endsWith("model=slow, follows=moons");
    assertThat(server.get("/api/models/slow").body().toJsonObject().getString("follows"))
        .isEqualTo("moons");
  }

  @Test
  void shouldSayThatKafkaDoesNotTakeThem() throws Exception {
    server.examples = (_, _) -> CompletableFuture.failedFuture(new TimeoutException("no metadata"));

    TestServer.Answer answer = post("", LINE);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body().toJsonObject().getString("detail")).endsWith("no metadata");
  }

  private TestServer.Answer post(String type, String body) throws Exception {
    return post("/api/models/moons/examples", type, body);
  }

  private TestServer.Answer post(String uri, String type, String body) throws Exception {
    return server.request(
        HttpMethod.POST, uri, type.isEmpty() ? Map.of() : Map.of("content-type", type), body);
  }
}
