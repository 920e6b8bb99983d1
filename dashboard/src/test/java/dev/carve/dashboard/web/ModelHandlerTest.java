package dev.carve.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.ModelEvent;
import dev.carve.dashboard.DashboardConfig;
import dev.carve.dashboard.Samples;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelHandlerTest {
  private static final Map<String, String> YAML = Map.of("content-type", "application/yaml");
  private static final String SPEC = Samples.SPEC.formatted("moons");

  private TestServer server;
  private final List<ControlCommand> commands = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(DashboardConfig.defaults().withCommandTimeout(Duration.ofMillis(100)));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void shouldListModelsByName() throws Exception {
    server.put(Samples.frame("spirals", "spirals-1", 7));
    server.models.putMetrics(Samples.metrics("spirals", "spirals-1", 9));
    server.models.putEvent(Samples.event("moons", ModelEvent.Type.CREATED, ""));

    JsonArray models = server.get("/api/models").body().toJsonObject().getJsonArray("models");

    JsonObject moons = models.getJsonObject(0);
    assertThat(moons.getString("model")).isEqualTo("moons");
    assertThat(moons.getString("state")).isEqualTo("waiting");
    assertThat(moons.getValue("accuracy")).isNull();
    JsonObject spirals = models.getJsonObject(1);
    assertThat(spirals.getString("run")).isEqualTo("spirals-1");
    assertThat(spirals.getLong("step")).isEqualTo(9);
    assertThat(spirals.getString("state")).isEqualTo("training");
    assertThat(spirals.getDouble("accuracy")).isEqualTo(0.75);
    assertThat(spirals.getJsonArray("inputs")).hasSize(2);
    assertThat(spirals.getInteger("batchSize")).isEqualTo(32);
    assertThat(spirals.getString("updatedAt")).isEqualTo(Samples.TIME.toString());
    assertThat(spirals.containsKey("spec")).isFalse();
  }

  @Test
  void shouldShowAModelWithItsSpec() throws Exception {
    server.put(Samples.frame("spirals", "spirals-1", 7));

    JsonObject model = server.get("/api/models/spirals").body().toJsonObject();

    assertThat(model.getString("spec")).isEqualTo(Samples.SPEC.formatted("spirals"));
  }

  @Test
  void shouldListTheNewestEventsFirst() throws Exception {
    server.models.putEvent(Samples.event("moons", ModelEvent.Type.CREATED, ""));
    server.models.putEvent(Samples.event("moons", ModelEvent.Type.DRIFT, ""));
    server.models.putEvent(Samples.event("spirals", ModelEvent.Type.CREATED, ""));

    JsonArray all = server.get("/api/events").body().toJsonObject().getJsonArray("events");
    JsonArray ofMoons =
        server.get("/api/events?model=moons").body().toJsonObject().getJsonArray("events");

    assertThat(all).hasSize(3);
    assertThat(ofMoons.getJsonObject(0).getString("type")).isEqualTo("DRIFT");
    assertThat(ofMoons.getJsonObject(1).getString("type")).isEqualTo("CREATED");
    assertThat(ofMoons.getJsonObject(1).getString("time")).isEqualTo(Samples.TIME.toString());
  }

  @Test
  void shouldCreateAModelWhenTheTrainerHas() throws Exception {
    server.commands =
        (command, _) -> {
          commands.add(command);
          return CompletableFuture.completedFuture(
              Samples.event("moons", ModelEvent.Type.CREATED, command.id()));
        };

    TestServer.Answer answer = server.request(HttpMethod.POST, "/api/models", YAML, SPEC);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("location")).isEqualTo("/api/models/moons");
    assertThat(answer.body().toJsonObject().getString("model")).isEqualTo("moons");
    assertThat(commands).singleElement().satisfies(this::asksForMoons);
  }

  private void asksForMoons(ControlCommand command) {
    assertThat(command.type()).isEqualTo(ControlCommand.Type.CREATE);
    assertThat(command.model()).isEqualTo("moons");
    assertThat(command.spec()).startsWith("name: moons\n");
    assertThat(command.id()).isNotEmpty();
  }

  @Test
  void shouldNameEveryMistakeOfASpec() throws Exception {
    String spec = SPEC.replace("tanh", "tangent").replace("batch-size: 32", "batch-size: 0");

    TestServer.Answer answer = server.request(HttpMethod.POST, "/api/models", YAML, spec);

    assertThat(answer.status()).isEqualTo(400);
    JsonArray mistakes = answer.body().toJsonObject().getJsonArray("mistakes");
    assertThat(mistakes).hasSize(2);
    assertThat(mistakes.getJsonObject(0).getInteger("line")).isEqualTo(4);
    assertThat(mistakes.getJsonObject(0).getString("text")).contains("tangent");
    assertThat(mistakes.getJsonObject(1).getInteger("line")).isEqualTo(7);
  }

  @Test
  void shouldCheckASpecAndCreateNothing() throws Exception {
    server.commands = (command, _) -> CompletableFuture.failedFuture(new AssertionError(command));

    TestServer.Answer right = server.request(HttpMethod.POST, "/api/specs/check", YAML, SPEC);
    TestServer.Answer wrong =
        server.request(HttpMethod.POST, "/api/specs/check", YAML, SPEC.replace("tanh", "tangent"));

    assertThat(right.status()).isEqualTo(200);
    JsonObject checked = right.body().toJsonObject();
    assertThat(checked.getString("name")).isEqualTo("moons");
    assertThat(checked.getString("spec"))
        .isEqualTo(dev.carve.core.network.ModelSpec.parse(SPEC).toYaml());
    assertThat(checked.getInteger("parameters")).isEqualTo(17);
    assertThat(checked.getJsonArray("mistakes")).isEmpty();
    assertThat(wrong.status()).isEqualTo(200);
    JsonObject mistake = wrong.body().toJsonObject().getJsonArray("mistakes").getJsonObject(0);
    assertThat(mistake.getInteger("line")).isEqualTo(4);
    assertThat(mistake.getString("text")).contains("tangent");
    assertThat(server.models.all()).isEmpty();
  }

  @Test
  void shouldRefuseAModelThatExists() throws Exception {
    server.models.putEvent(Samples.event("moons", ModelEvent.Type.CREATED, ""));

    assertThat(server.request(HttpMethod.POST, "/api/models", YAML, SPEC).status()).isEqualTo(409);
  }

  @Test
  void shouldPassOnWhyTheTrainerRefused() throws Exception {
    server.commands =
        (command, _) ->
            CompletableFuture.completedFuture(
                Samples.event("moons", ModelEvent.Type.REJECTED, command.id()));

    TestServer.Answer answer = server.request(HttpMethod.POST, "/api/models", YAML, SPEC);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body().toJsonObject().getString("detail")).isEqualTo("REJECTED moons");
  }

  @Test
  void shouldSayThatNoTrainerAnswered() throws Exception {
    server.commands =
        (_, timeout) ->
            new CompletableFuture<ModelEvent>()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);

    TestServer.Answer answer = server.request(HttpMethod.POST, "/api/models", YAML, SPEC);

    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.body().toJsonObject().getString("type"))
        .isEqualTo("urn:carve:problem:no-answer");
  }

  @Test
  void shouldSayThatKafkaIsAway() throws Exception {
    server.commands = (_, _) -> CompletableFuture.failedFuture(new TimeoutException("no metadata"));

    TestServer.Answer answer = server.request(HttpMethod.POST, "/api/models", YAML, SPEC);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body().toJsonObject().getString("detail")).contains("no metadata");
  }
}
