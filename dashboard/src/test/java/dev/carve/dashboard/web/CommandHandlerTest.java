package dev.carve.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.ModelEvent;
import dev.carve.dashboard.DashboardConfig;
import dev.carve.dashboard.Samples;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandHandlerTest {
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  private TestServer server;
  private final List<ControlCommand> commands = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(DashboardConfig.defaults().withCommandTimeout(Duration.ofMillis(100)));
    server.models.putEvent(Samples.event("moons", ModelEvent.Type.CREATED, ""));
    answerWith(ModelEvent.Type.FROZEN);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private void answerWith(ModelEvent.Type type) {
    server.commands =
        (command, _) -> {
          commands.add(command);
          return CompletableFuture.completedFuture(Samples.event("moons", type, command.id()));
        };
  }

  @ParameterizedTest
  @CsvSource({"freeze, FREEZE", "unfreeze, UNFREEZE", "reset, RESET"})
  void shouldSendWhatNeedsNoArguments(String type, ControlCommand.Type sent) throws Exception {
    TestServer.Answer answer = post("{\"type\": \"%s\"}".formatted(type));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().toJsonObject())
        .isEqualTo(
            new JsonObject()
                .put("model", "moons")
                .put("run", "")
                .put("step", 0)
                .put("type", "FROZEN")
                .put("text", "FROZEN moons")
                .put("time", Samples.TIME.toString()));
    assertThat(commands)
        .singleElement()
        .satisfies(command -> {
          assertThat(command.type()).isEqualTo(sent);
          assertThat(command.model()).isEqualTo("moons");
          assertThat(command.id()).isNotEmpty();
        });
  }

  @Test
  void shouldSendTheLearningRateAndTheSteps() throws Exception {
    post("{\"type\": \"set-learning-rate\", \"learningRate\": 0.025}");
    post("{\"type\": \"take-steps\", \"steps\": 1000}");

    assertThat(commands)
        .extracting(ControlCommand::type, ControlCommand::learningRate, ControlCommand::steps)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(ControlCommand.Type.SET_LEARNING_RATE, 0.025, 0),
            org.assertj.core.groups.Tuple.tuple(ControlCommand.Type.TAKE_STEPS, 0.0, 1_000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                                | body is empty",
        "[1]                                               | must be a JSON object",
        "{\"type\"                                         | must be a JSON object",
        "{}                                                | type must be text: type is missing",
        "{\"type\": 3}                                     | type must be text: type=3",
        "{\"type\": \"thaw\"}                              | type=thaw",
        "{\"type\": \"freeze\", \"steps\": 3}              | unknown=[steps]",
        "{\"type\": \"set-learning-rate\"}                 | learningRate is missing",
        "{\"type\": \"set-learning-rate\", \"learningRate\": 0} | learningRate=0",
        "{\"type\": \"set-learning-rate\", \"learningRate\": 1e60} | learningRate=1.0E60",
        "{\"type\": \"set-learning-rate\", \"learningRate\": \"1\"} | learningRate=1",
        "{\"type\": \"take-steps\"}                        | steps is missing",
        "{\"type\": \"take-steps\", \"steps\": 0}          | steps must be a whole number from 1 to 1000: steps=0",
        "{\"type\": \"take-steps\", \"steps\": 1001}       | steps=1001",
        "{\"type\": \"take-steps\", \"steps\": 1.5}        | steps=1.5",
      })
  void shouldNameWhatIsWrong(String body, String reason) throws Exception {
    TestServer.Answer answer = post(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.body().toJsonObject().getString("detail")).contains(reason);
    assertThat(commands).isEmpty();
  }

  @Test
  void shouldRefuseWhatIsForNoModelOrNoJson() throws Exception {
    String body = "{\"type\": \"freeze\"}";
    String ofMoons = "/api/models/moons/commands";

    assertThat(server.request(HttpMethod.POST, "/api/models/suns/commands", JSON, body).status())
        .isEqualTo(404);
    assertThat(
            server
                .request(HttpMethod.POST, ofMoons, Map.of("content-type", "text/plain"), body)
                .status())
        .isEqualTo(415);
    assertThat(post(" ".repeat(20_000)).status()).isEqualTo(413);
    assertThat(commands).isEmpty();
  }

  @Test
  void shouldPassOnWhyTheTrainerRefused() throws Exception {
    answerWith(ModelEvent.Type.REJECTED);

    TestServer.Answer answer = post("{\"type\": \"take-steps\", \"steps\": 1}");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body().toJsonObject().getString("detail")).isEqualTo("REJECTED moons");
  }

  @Test
  void shouldSayThatNoTrainerAnswered() throws Exception {
    server.commands =
        (_, timeout) ->
            new CompletableFuture<ModelEvent>()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);

    assertThat(post("{\"type\": \"freeze\"}").status()).isEqualTo(504);
  }

  private TestServer.Answer post(String body) throws Exception {
    return server.request(HttpMethod.POST, "/api/models/moons/commands", JSON, body);
  }
}
