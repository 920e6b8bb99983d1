package dev.carve.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ModelEvent;
import dev.carve.core.network.ModelSpec;
import dev.carve.dashboard.Companions;
import dev.carve.dashboard.DashboardConfig;
import dev.carve.dashboard.Samples;
import dev.carve.dashboard.film.FilmStudio;
import dev.carve.dashboard.stream.DemoStreams;
import dev.carve.dashboard.stream.FedStream;
import dev.carve.dashboard.stream.StreamExistsException;
import dev.carve.dashboard.stream.StreamKind;
import dev.carve.dashboard.stream.StreamRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamHandlerTest {
  private static final String REQUEST =
      "{\"model\": \"moons\", \"stream\": \"xor\", \"minibatchesPerSecond\": 50}";

  private final KeptStreams streams = new KeptStreams();
  private TestServer server;

  /// Streams that are kept in mind and fed to nobody.
  private static final class KeptStreams implements DemoStreams {
    private final Map<String, FedStream> fed = new ConcurrentSkipListMap<>();

    @Override
    public List<StreamKind> kinds() {
      return List.of(
          new StreamKind("xor", "A square.", 2, List.of("blue", "orange"), 0.03),
          new StreamKind("gaussians", "Clouds.", 2, List.of("a", "b", "c"), 0.3));
    }

    @Override
    public List<FedStream> fed() {
      return List.copyOf(fed.values());
    }

    @Override
    public FedStream start(ModelSpec model, StreamRequest request) {
      FedStream started = new FedStream(model.name(), request, true);
      FedStream before = fed.putIfAbsent(model.name(), started);
      if (before != null) {
        throw new StreamExistsException(before);
      }
      return started;
    }

    @Override
    public Optional<FedStream> setRate(String model, double minibatchesPerSecond) {
      return Optional.ofNullable(
          fed.computeIfPresent(
              model,
              (_, before) ->
                  new FedStream(
                      model,
                      new StreamRequest(
                          before.stream().stream(),
                          minibatchesPerSecond,
                          before.stream().noise(),
                          before.stream().seed()),
                      minibatchesPerSecond > 0)));
    }

    @Override
    public boolean stop(String model) {
      return fed.remove(model) != null;
    }
  }

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(DashboardConfig.defaults(), new Companions(streams, FilmStudio.none()));
    server.put(Samples.frame("moons", "moons-1", 7));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void shouldStartPaceAndStopAStream() throws Exception {
    TestServer.Answer started = send(HttpMethod.POST, "/api/streams", REQUEST);
    assertThat(started.status()).isEqualTo(201);
    assertThat(started.body().toJsonObject()).isEqualTo(fed(50, true));

    TestServer.Answer paused =
        send(HttpMethod.PUT, "/api/streams/moons", "{\"minibatchesPerSecond\": 0}");
    assertThat(paused.status()).isEqualTo(200);
    assertThat(paused.body().toJsonObject()).isEqualTo(fed(0, false));
    assertThat(list().getJsonArray("streams")).isEqualTo(new JsonArray().add(fed(0, false)));

    assertThat(send(HttpMethod.DELETE, "/api/streams/moons", "").status()).isEqualTo(204);
    assertThat(list().getJsonArray("streams")).isEmpty();
    assertThat(send(HttpMethod.DELETE, "/api/streams/moons", "").status()).isEqualTo(404);
  }

  private static JsonObject fed(double rate, boolean running) {
    return new JsonObject()
        .put("model", "moons")
        .put("stream", "xor")
        .put("minibatchesPerSecond", rate)
        .put("noise", 0.03)
        .put("seed", 1)
        .put("running", running);
  }

  @Test
  void shouldListWhatCouldBeFed() throws Exception {
    assertThat(list().getJsonArray("available").getJsonObject(1))
        .isEqualTo(
            new JsonObject()
                .put("name", "gaussians")
                .put("description", "Clouds.")
                .put("inputs", 2)
                .put("classes", new JsonArray().add("a").add("b").add("c"))
                .put("noise", 0.3));
  }

  @Test
  void shouldTakeNoiseAndSeed() throws Exception {
    send(HttpMethod.POST, "/api/streams", REQUEST.replace("}", ", \"noise\": 0, \"seed\": -7}"));

    assertThat(streams.fed().getFirst().stream()).isEqualTo(new StreamRequest("xor", 50, 0, -7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"xor\" | \"gaussians\" | 400 | inputs=2, classes=2",
        "\"xor\" | \"spirals\"   | 400 | xor, gaussians: stream=spirals",
        "\"moons\" | \"suns\"    | 404 | suns",
        "50 | -1                 | 400 | minibatchesPerSecond=-1",
        "50 | 1000001            | 400 | minibatchesPerSecond=1000001",
        "50 | null               | 400 | minibatchesPerSecond is missing",
        "50 | 50, \"noise\": -1  | 400 | noise=-1",
        "50 | 50, \"seed\": 0.5  | 400 | seed=0.5",
        "50 | 50, \"drift\": 1   | 400 | unknown=[drift]",
      })
  void shouldNameWhatIsWrong(String instead, String given, int status, String reason)
      throws Exception {
    TestServer.Answer answer =
        send(HttpMethod.POST, "/api/streams", REQUEST.replace(instead, given));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body().toJsonObject().getString("detail")).contains(reason);
    assertThat(streams.fed()).isEmpty();
  }

  @Test
  void shouldFeedAModelOneStreamAtATime() throws Exception {
    send(HttpMethod.POST, "/api/streams", REQUEST);

    TestServer.Answer again = send(HttpMethod.POST, "/api/streams", REQUEST);

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.body().toJsonObject().getString("detail")).endsWith("model=moons, stream=xor");
  }

  @Test
  void shouldSayWhereThereAreNoStreams() throws Exception {
    TestServer without = new TestServer();
    try {
      without.models.putEvent(Samples.event("moons", ModelEvent.Type.CREATED, ""));
      assertThat(without.get("/api/streams").body().toJsonObject())
          .isEqualTo(
              new JsonObject().put("streams", new JsonArray()).put("available", new JsonArray()));
      assertNoStreams(without.request(HttpMethod.POST, "/api/streams", Map.of(), REQUEST));
      assertNoStreams(
          without.request(
              HttpMethod.PUT, "/api/streams/moons", Map.of(), "{\"minibatchesPerSecond\": 1}"));
      assertNoStreams(without.request(HttpMethod.DELETE, "/api/streams/moons", Map.of(), ""));
    } finally {
      without.close();
    }
  }

  private static void assertNoStreams(TestServer.Answer answer) {
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body().toJsonObject().getString("detail"))
        .contains("no demo streams", "carve feed");
  }

  private JsonObject list() throws Exception {
    return server.get("/api/streams").body().toJsonObject();
  }

  private TestServer.Answer send(HttpMethod method, String uri, String body) throws Exception {
    return server.request(method, uri, Map.of("content-type", "application/json"), body);
  }
}
