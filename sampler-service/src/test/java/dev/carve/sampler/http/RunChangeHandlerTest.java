package dev.carve.sampler.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.sampler.Snapshots;
import dev.carve.sampler.journal.OpenResources;
import dev.carve.sampler.journal.RunJournal;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunSummary;
import dev.carve.sampler.replay.FrameArchive;
import dev.carve.sampler.replay.MinibatchSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RunChangeHandlerTest {
  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  private final Snapshots snapshots = Snapshots.of("spirals", "spirals-1", 2);
  private RunLibrary library = new RunLibrary(Path.of(""), Clock.systemUTC());
  private FrameArchive archive = new FrameArchive(library, 64, Clock.systemUTC());
  private String base = "";

  @BeforeEach
  void startServer() {
    append(snapshots);
    library = new RunLibrary(directory, Clock.systemUTC());
    archive = new FrameArchive(library, 64, Clock.systemUTC());
    base =
        "http://"
            + StartedServer.start(
                vertx, library, archive, MinibatchSource.none(), new SimpleMeterRegistry());
  }

  private void append(Snapshots some) {
    try (RunJournal journal = RunJournal.open(directory, some.at(0), Clock.systemUTC())) {
      for (ParameterSnapshot snapshot : some.range(0, 100, 10)) {
        journal.append(snapshot, Snapshots.plane(snapshot));
      }
    }
  }

  @AfterEach
  void shouldLeaveNothingOpen() {
    http.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    archive.close();
    library.close();
    OpenResources.assertNone();
  }

  @Test
  void shouldKeepWhatPeopleWriteAboutARun() {
    JsonObject named =
        new JsonObject(patch("{\"name\":\"The first\",\"tags\":[\"good\",\"ä\",\"good\"]}").body());
    patch("{\"note\":\"It took\\nlong.\"}");

    JsonObject run = new JsonObject(send("GET", "/runs/spirals-1", "").body());
    JsonObject listed =
        new JsonObject(send("GET", "/runs", "").body()).getJsonArray("runs").getJsonObject(0);

    assertThat(named.getString("name")).isEqualTo("The first");
    assertThat(run.getString("name")).isEqualTo("The first");
    assertThat(run.getJsonArray("tags")).isEqualTo(new JsonArray().add("good").add("ä"));
    assertThat(run.getString("note")).isEqualTo("It took\nlong.");
    assertThat(listed.getString("note")).isEqualTo("It took\nlong.");
    try (RunLibrary other = new RunLibrary(directory, Clock.systemUTC())) {
      assertThat(other.find("spirals-1").orElseThrow().description().tags())
          .containsExactly("good", "ä");
    }
  }

  @Test
  void shouldTakeAsMuchAsTheLimitsSay() {
    JsonArray tags = new JsonArray();
    for (int i = 0; i < 20; i++) {
      tags.add("%02d".formatted(i) + "t".repeat(38));
    }
    JsonObject full =
        new JsonObject()
            .put("name", "𝄞".repeat(100))
            .put("tags", tags)
            .put("note", "𝄞".repeat(10_000));

    HttpResponse<String> answer = patch(full.encode());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).getString("note")).isEqualTo(full.getString("note"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"name":7}                | name must be a text: name=7
          {"tags":"good"}           | tags must be a list of texts: tags=good
          {"tags":[1]}              | tags must be a list of texts: tag=1
          {"tags":[" "]}            | tag must not be blank: tags=[ ]
          {"title":"x"}             | the members of a description must be name, tags and note: member=title
          {"name":"a\\nb"}          | name must be a line without control characters: name=a?b
          """)
  void shouldNameTheValueThatIsWrong(String body, String detail) {
    assertRefused(body, detail);
  }

  @Test
  void shouldNameTheLimitThatIsExceeded() {
    assertRefused(
        new JsonObject().put("name", "x".repeat(101)).encode(),
        "name must have at most 100 characters: 101 characters, name=" + "x".repeat(20) + "…");
    assertRefused(
        new JsonObject().put("note", "x".repeat(10_001)).encode(),
        "note must have at most 10000 characters: 10001 characters, note=" + "x".repeat(20) + "…");
    JsonArray tags = new JsonArray();
    for (int i = 0; i < 21; i++) {
      tags.add("t" + i);
    }
    assertRefused(new JsonObject().put("tags", tags).encode(), "tags must be at most 20: tags=21");
  }

  private void assertRefused(String body, String detail) {
    HttpResponse<String> answer = patch(body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(answer.body()).getString("detail")).isEqualTo(detail);
    assertThat(library.find("spirals-1").orElseThrow().description().name()).isEmpty();
  }

  @Test
  void shouldKnowNoRunThatIsNotThere() {
    assertThat(send("PATCH", "/runs/nothing", "{}").statusCode()).isEqualTo(404);
    assertThat(patch("no JSON").statusCode()).isEqualTo(400);
    assertThat(patch("").statusCode()).isEqualTo(400);
    assertThat(patch("[]").statusCode()).isEqualTo(400);
  }

  @Test
  void shouldDeleteARunThatWasJustLookedAt() {
    append(Snapshots.of("moons", "moons-1", 2));
    assertThat(send("GET", "/runs/spirals-1/frames/50", "").statusCode()).isEqualTo(200);
    assertThat(send("GET", "/runs/spirals-1/history", "").statusCode()).isEqualTo(200);
    assertThat(send("GET", "/runs/spirals-1/events", "").statusCode()).isEqualTo(200);

    HttpResponse<String> answer = send("DELETE", "/runs/spirals-1", "");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(directory.resolve("spirals-1")).doesNotExist();
    assertThat(library.runs()).extracting(RunSummary::run).containsExactly("moons-1");
    assertThat(send("DELETE", "/runs/spirals-1", "").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldNotDeleteARunThatSomebodyReplays() {
    FrameListener viewer = new FrameListener();
    WebSocket socket =
        http.newWebSocketBuilder()
            .buildAsync(
                URI.create(base.replace("http", "ws") + "/runs/spirals-1/frames?speed=0.01"),
                viewer)
            .join();
    viewer.firstFrame().join();

    HttpResponse<String> answer = send("DELETE", "/runs/spirals-1", "");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(new JsonObject(answer.body()).getString("detail"))
        .isEqualTo("a run that is being replayed must not be deleted: run=spirals-1, replays=1");
    assertThat(directory.resolve("spirals-1")).isDirectory();
    socket.abort();
  }

  @Test
  void shouldNotDeleteARunThatSomebodyWrites() {
    try (RunJournal journal = RunJournal.open(directory, snapshots.at(110), Clock.systemUTC())) {
      HttpResponse<String> answer = send("DELETE", "/runs/spirals-1", "");

      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(new JsonObject(answer.body()).getString("detail"))
          .startsWith("a journal must have one appender");
      assertThat(journal.last()).isPresent();
    }
  }

  @Test
  void shouldRefuseABrowserThatActs() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/runs/spirals-1"))
            .header("Origin", "http://evil.example")
            .method("PATCH", BodyPublishers.ofString("{\"name\":\"mine\"}"))
            .build();

    HttpResponse<String> answer =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(library.find("spirals-1").orElseThrow().description().name()).isEmpty();
  }

  private HttpResponse<String> patch(String body) {
    return send("PATCH", "/runs/spirals-1", body);
  }

  private HttpResponse<String> send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(method, BodyPublishers.ofString(body))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
  }
}
