package dev.carve.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.Lineage;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.optimizer.Adam;
import dev.carve.dashboard.DashboardConfig;
import dev.carve.dashboard.Samples;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForkHandlerTest {
  private static final Lineage LINEAGE = new Lineage("a run", 13, "spirals");

  private final Vertx vertx = Vertx.vertx();
  private final List<ControlCommand> commands = new ArrayList<>();
  private FakeSampler sampler;
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    sampler = new FakeSampler(vertx);
    server = new TestServer(DashboardConfig.defaults().withSamplerUrl(sampler.url()));
    server.put(Samples.frame("spirals", "a run", 7));
    server.put(Samples.frame("moons", "moons-1", 7));
    server.commands =
        (command, _) -> {
          commands.add(command);
          return CompletableFuture.completedFuture(
              new ModelEvent(
                  "slow",
                  "slow-1",
                  13,
                  ModelEvent.Type.FORKED,
                  "It forks.",
                  Samples.TIME,
                  command.id(),
                  command.spec(),
                  LINEAGE));
        };
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    sampler.stop();
    TestServer.await(vertx.close());
  }

  @Test
  void shouldForkFromTheExactStepWithOtherSettings() throws Exception {
    TestServer.Answer answer =
        fork(13, "\"learningRate\": 0.001, \"batchSize\": 8, \"gradientClipNorm\": 0.5");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("location")).isEqualTo("/api/models/slow");
    JsonObject model = answer.body().toJsonObject();
    assertThat(model.getString("run")).isEqualTo("slow-1");
    assertThat(model.getString("follows")).isEqualTo("spirals");
    ControlCommand command = commands.getFirst();
    assertThat(command.type()).isEqualTo(ControlCommand.Type.FORK);
    assertThat(command.origin()).contains(Samples.snapshot("spirals", "a run", 13));
    ModelSpec origin = ModelSpec.parse(Samples.SPEC.formatted("spirals"));
    ModelSpec forked = ModelSpec.parse(command.spec());
    assertThat(forked.name()).isEqualTo("slow");
    assertThat(forked.layers()).isEqualTo(origin.layers());
    assertThat(forked.optimizer()).isEqualTo(origin.optimizer());
    assertThat(forked.learningRateSchedule().initial()).isEqualTo(0.001);
    assertThat(forked.batchSize()).isEqualTo(8);
    assertThat(forked.gradientClipNorm()).hasValue(0.5);
  }

  @Test
  void shouldGiveAnotherOptimizerItsOwnDefaults() throws Exception {
    fork(13, "\"optimizer\": {\"type\": \"adam\"}");
    fork(13, "\"optimizer\": {\"momentum\": 0.5}, \"learningRate\": 0.2");
    fork(13, "\"learningRateSchedule\": {\"type\": \"cosine\", \"steps\": 100}");

    ModelSpec adam = ModelSpec.parse(commands.get(0).spec());
    assertThat(adam.optimizer()).isInstanceOf(Adam.class);
    assertThat(adam.learningRateSchedule().initial()).isEqualTo(0.001);
    assertThat(ModelSpec.parse(commands.get(1).spec()))
        .isEqualTo(
            ModelSpec.parse(
                Samples.SPEC
                    .formatted("slow")
                    .replace("learning-rate: 0.05", "learning-rate: 0.2")
                    .replace("momentum: 0.9", "momentum: 0.5")));
    assertThat(commands.get(2).spec()).contains("type: cosine").contains("learning-rate: 0.05");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"optimizer\": {\"type\": \"lion\"} | lion",
        "\"optimizer\": {\"beta\": [1]}      | beta",
        "\"optimizer\": 7                    | optimizer must be an object: optimizer=7",
        "\"batchSize\": 0                    | batchSize=0",
        "\"learningRate\": -1                | learningRate=-1",
        "\"layers\": []                      | unknown=[layers]",
      })
  void shouldNameWhatIsWrong(String changes, String reason) throws Exception {
    TestServer.Answer answer = fork(13, changes);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().toJsonObject().getString("detail")).contains(reason);
    assertThat(commands).isEmpty();
  }

  @Test
  void shouldSayWhyThereCanBeNoFork() throws Exception {
    assertThat(fork(14, "").status()).isEqualTo(410);
    assertThat(fork(14, "").body().toJsonObject().getString("detail")).isEqualTo("step 14 is lost");
    assertThat(fork(15, "").status()).isEqualTo(404);
    assertThat(fork(12, "").status()).isEqualTo(502);
    assertThat(post("suns", body("slow", 13, "")).status()).isEqualTo(404);
    TestServer.Answer other = post("moons", body("slow", 13, ""));
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.body().toJsonObject().getString("detail"))
        .endsWith("run=a run, model=moons, model of the run=spirals");
    assertThat(post("spirals", body("moons", 13, "")).status()).isEqualTo(409);
    assertThat(post("spirals", body("no name", 13, "")).status()).isEqualTo(400);
    assertThat(commands).isEmpty();
  }

  private TestServer.Answer fork(long step, String changes) throws Exception {
    return post("spirals", body("slow", step, changes));
  }

  private static String body(String name, long step, String changes) {
    JsonObject body = new JsonObject().put("run", "a run").put("step", step).put("name", name);
    return changes.isEmpty()
        ? body.encode()
        : body.mergeIn(new JsonObject("{%s}".formatted(changes))).encode();
  }

  private TestServer.Answer post(String model, String body) throws Exception {
    return server.request(
        HttpMethod.POST,
        "/api/models/%s/fork".formatted(model),
        Map.of("content-type", "application/json"),
        body);
  }
}
