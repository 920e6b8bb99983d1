package dev.carve.sampler.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.SurfaceFrame;
import dev.carve.core.event.Topics;
import dev.carve.sampler.Notes;
import dev.carve.sampler.Snapshots;
import dev.carve.sampler.journal.JournalEntry;
import dev.carve.sampler.journal.NoteJournal;
import dev.carve.sampler.journal.OpenResources;
import dev.carve.sampler.journal.RunJournal;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunNote;
import dev.carve.sampler.replay.FrameArchive;
import dev.carve.sampler.replay.KeptMinibatches;
import dev.carve.sampler.sampling.FrameEvaluation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SamplerServerTest {
  @TempDir private Path directory;
  private final Snapshots snapshots = Snapshots.of("spirals", "spirals-1", 2);
  private final HttpClient http = HttpClient.newHttpClient();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Vertx vertx = Vertx.vertx();
  private RunLibrary library = new RunLibrary(Path.of(""), Clock.systemUTC());
  private FrameArchive archive = new FrameArchive(library, 64, Clock.systemUTC());
  private final KeptMinibatches minibatches = new KeptMinibatches();
  private String base = "";

  @BeforeEach
  void startServer() {
    library = new RunLibrary(directory, Clock.systemUTC());
    archive = new FrameArchive(library, 64, Clock.systemUTC());
    base = StartedServer.start(vertx, library, archive, minibatches, registry);
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
  void shouldListRuns() {
    append(snapshots.range(0, 20, 2));

    JsonArray runs = new JsonObject(getText("/runs").body()).getJsonArray("runs");

    assertThat(runs).hasSize(1);
    JsonObject run = runs.getJsonObject(0);
    assertThat(run.getLong("bytes")).isPositive();
    run.remove("bytes");
    assertThat(run)
        .isEqualTo(
            new JsonObject()
                .put("run", "spirals-1")
                .put("model", "spirals")
                .put("startedAt", "2026-03-01T12:00:00Z")
                .put("updatedAt", "2026-03-01T12:00:01Z")
                .put("firstStep", 0)
                .put("lastStep", 20)
                .put("snapshots", 11)
                .put("inputs", new JsonArray().add("x").add("y"))
                .put("name", "")
                .put("tags", new JsonArray())
                .put("note", "")
                .put("classes", new JsonArray().add("orange").add("blue")));
  }

  @Test
  void shouldShowARunWithItsSpec() {
    append(snapshots.range(0, 2, 1));

    JsonObject run = new JsonObject(getText("/runs/spirals-1").body());

    assertThat(run.getString("spec")).isEqualTo(snapshots.spec().toYaml());
  }

  @Test
  void shouldGiveTheHistoryInAsManyPointsAsAskedFor() {
    append(snapshots.range(0, 3_000, 1));

    JsonArray all =
        new JsonObject(getText("/runs/spirals-1/history?points=5000").body())
            .getJsonArray("points");
    JsonArray some =
        new JsonObject(getText("/runs/spirals-1/history?points=100").body()).getJsonArray("points");

    assertThat(all).hasSize(3_001);
    assertThat(some.size()).isBetween(25, 100);
    assertThat(some.getJsonObject(0)).isEqualTo(all.getJsonObject(0));
    assertThat(some.getJsonObject(some.size() - 1)).isEqualTo(all.getJsonObject(3_000));
    assertThat(all.getJsonObject(10).getLong("time"))
        .isEqualTo(Instant.parse("2026-03-01T12:00:00.5Z").toEpochMilli());
  }

  @Test
  void shouldTellWhatHappenedAndHowTrainingWent() {
    append(snapshots.range(0, 2, 1));
    Notes notes = Notes.of("spirals", "spirals-1");
    try (NoteJournal journal = NoteJournal.open(directory, "spirals-1", Clock.systemUTC())) {
      for (int i = 0; i < 100; i++) {
        journal.append(new RunNote.Measured(notes.metrics(i)));
      }
      journal.append(new RunNote.Happened(0, 5, notes.event(700, ModelEvent.Type.DRIFT)));
    }

    JsonArray events =
        new JsonObject(getText("/runs/spirals-1/events").body()).getJsonArray("events");
    JsonArray points =
        new JsonObject(getText("/runs/spirals-1/metrics?points=10").body()).getJsonArray("points");

    assertThat(events)
        .containsExactly(
            new JsonObject()
                .put("model", "spirals")
                .put("run", "spirals-1")
                .put("step", 700)
                .put("type", "DRIFT")
                .put("text", "DRIFT at step 700")
                .put("time", "2026-03-01T12:00:35Z"));
    assertThat(points.size()).isBetween(5, 10);
    assertThat(points.getJsonObject(0).getLong("step")).isZero();
    JsonObject last = points.getJsonObject(points.size() - 1);
    assertThat(last.getLong("step")).isEqualTo(990);
    assertThat(last.getJsonObject("fading").getDouble("accuracy"))
        .isEqualTo(notes.metrics(99).fading().accuracy());
    assertThat(getText("/runs/nothing/events").statusCode()).isEqualTo(404);
    assertThat(getText("/runs/nothing/metrics").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldAnswerForAWindowOfARun() {
    append(snapshots.range(0, 100, 1));
    Notes notes = Notes.of("spirals", "spirals-1");
    try (NoteJournal journal = NoteJournal.open(directory, "spirals-1", Clock.systemUTC())) {
      for (int i = 0; i < 11; i++) {
        journal.append(new RunNote.Measured(notes.metrics(i)));
      }
    }

    JsonArray history = points("/runs/spirals-1/history?from=20&to=40");
    JsonArray chart = points("/runs/spirals-1/charts?from=15&to=40");
    JsonArray figures = points("/runs/spirals-1/figures?from=90");

    assertThat(history).hasSize(21);
    assertThat(chart).hasSize(3);
    JsonObject point = chart.getJsonObject(0);
    assertThat(point.getLong("step")).isEqualTo(20);
    assertThat(point.getDouble("kappaTemporal"))
        .isEqualTo(notes.metrics(2).fading().kappaTemporal());
    assertThat(point.getDouble("repeatLastAccuracy")).isEqualTo(0.5);
    assertThat(point.getDouble("gradientNorm")).isEqualTo(notes.metrics(2).gradientNorm());
    assertThat(figures).hasSize(11);
    JsonObject ofClass = figures.getJsonObject(0).getJsonArray("classes").getJsonObject(0);
    assertThat(ofClass.getDouble("margin")).isBetween(-1.0, 1.0);
    assertThat(points("/runs/spirals-1/figures?from=90")).isEqualTo(figures);
    assertThat(getText("/runs/spirals-1/history.csv?from=15&to=20").body().lines())
        .containsExactly(
            "step,examplesSeen,time,loss,accuracy,repeatLastAccuracy,kappa,kappaTemporal,"
                + "learningRate,gradientNorm,stepsPerSecond",
            "20,640,2026-03-01T12:00:00.600Z,%s,%s,0.5,%s,%s,0.05,%s,200.0"
                .formatted(
                    notes.metrics(2).fading().loss(),
                    notes.metrics(2).fading().accuracy(),
                    notes.metrics(2).fading().kappa(),
                    notes.metrics(2).fading().kappaTemporal(),
                    notes.metrics(2).gradientNorm()));
    assertProblem("/runs/spirals-1/charts?from=9&to=3", 400);
    assertProblem("/runs/spirals-1/history?from=x", 400);
    assertProblem("/runs/nothing/charts", 404);
  }

  private JsonArray points(String path) {
    return new JsonObject(getText(path).body()).getJsonArray("points");
  }

  @Test
  void shouldGiveTheFrameOfAStep() {
    List<JournalEntry> entries = append(snapshots.range(10, 200, 10));

    assertThat(frameAt(57)).isEqualTo(encoded(entries.get(4)));
    assertThat(frameAt(3)).isEqualTo(encoded(entries.get(0)));
    assertThat(frameAt(999_999)).isEqualTo(encoded(entries.getLast()));
    assertThat(frameAt(60)).isEqualTo(encoded(entries.get(5)));
  }

  @Test
  void shouldReplayARangeFrameByFrame() {
    List<JournalEntry> entries = append(snapshots.range(0, 400, 4));

    FrameListener listener = replay("?from=41&to=361&speed=0");

    assertThat(listener.closeStatus().join()).isEqualTo(1000);
    List<byte[]> expected =
        entries.stream()
            .filter(entry -> entry.step() >= 40 && entry.step() <= 361)
            .map(SamplerServerTest::encoded)
            .toList();
    assertThat(listener.frames()).hasSize(81).containsExactlyElementsOf(expected);
  }

  @Test
  void shouldReplayOnTheChosenPlaneAndGrid() {
    append(snapshots.range(0, 40, 4));
    String view = "plane=inputs:y,x&grid=24";

    FrameListener listener = replay("?speed=0&backwards=true&" + view);

    assertThat(listener.closeStatus().join()).isEqualTo(1000);
    assertThat(listener.frames()).hasSize(11);
    assertThat(listener.frames().getFirst()).isEqualTo(frameAt("40?" + view));
    SurfaceFrame last = Topics.FRAMES.codec().decode(listener.frames().getLast());
    assertThat(last.step()).isZero();
    assertThat(last.columns()).isEqualTo(24);
  }

  @Test
  void shouldReplayNoFasterThanTold() {
    append(snapshots.range(0, 20, 2));
    long beganNs = System.nanoTime();

    FrameListener listener = replay("?speed=2");

    assertThat(listener.closeStatus().join()).isEqualTo(1000);
    assertThat(System.nanoTime() - beganNs).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(450));
    assertThat(listener.frames()).isNotEmpty();
    SurfaceFrame last = Topics.FRAMES.codec().decode(listener.frames().getLast());
    assertThat(last.step()).isEqualTo(20);
  }

  @Test
  void shouldWaitForAReaderThatDoesNotRead() {
    append(snapshots.range(0, 800, 1));
    FrameListener listener = new FrameListener();
    listener.hold();
    WebSocket socket = connect("?speed=0", listener);

    double before = awaitStandstill();

    assertThat(before).isLessThan(400);
    listener.release(socket);
    assertThat(listener.closeStatus().join()).isEqualTo(1000);
    assertThat(listener.frames()).hasSize(801);
  }

  @Test
  void shouldEndAReplayWhoseViewerLeaves() {
    append(snapshots.range(0, 800, 1));
    FrameListener listener = new FrameListener();
    WebSocket socket = connect("?speed=0.01", listener);
    listener.firstFrame().join();

    socket.abort();

    assertThat(registry.counter("sampler.replay.frames").count()).isLessThan(10);
  }

  @Test
  void shouldReplayBackwardsByStepsFromAStepOfTheRange() {
    append(snapshots.range(0, 100, 10));

    FrameListener listener = replay("?from=15&to=90&step=55&backwards=true&stepsPerSecond=1000000");

    assertThat(listener.closeStatus().join()).isEqualTo(1000);
    assertThat(steps(listener)).startsWith(50L).endsWith(10L);
  }

  @Test
  void shouldBeSteeredWhileItRuns() throws Exception {
    append(snapshots.range(0, 100, 10));
    FrameListener listener = new FrameListener();
    WebSocket socket = connect("?speed=0&keep=true&from=20", listener);
    assertThat(listener.nextText()).contains("\"state\":\"ended\"", "\"step\":100", "\"speed\":0");

    socket.sendText("{\"type\":\"replay\",\"step\":55,\"paused\":true}", true).join();
    assertThat(listener.nextText()).contains("\"state\":\"paused\"", "\"step\":50");
    socket.sendText("{\"type\":\"replay\",\"move\":-2}", true).join();
    assertThat(listener.nextText()).contains("\"state\":\"paused\"", "\"step\":30");
    socket
        .sendText("{\"type\":\"replay\",\"paused\":false,\"backwards\":true,\"speed\":2}", true)
        .join();
    assertThat(listener.nextText())
        .contains("\"state\":\"playing\"", "\"backwards\":true", "\"speed\":2.0", "\"from\":20");
    assertThat(listener.nextText()).contains("\"state\":\"ended\"", "\"step\":20");

    assertThat(steps(listener))
        .containsExactly(20L, 30L, 40L, 50L, 60L, 70L, 80L, 90L, 100L, 50L, 30L, 20L);
    socket.abort();
  }

  @Test
  void shouldStandStillWhilePausedAndGoOnFromThere() throws Exception {
    append(snapshots.range(0, 100, 10));
    FrameListener listener = new FrameListener();
    WebSocket socket = connect("?stepsPerSecond=1&keep=true", listener);
    listener.firstFrame().join();

    socket.sendText("{\"type\":\"replay\",\"paused\":true}", true).join();
    assertThat(listener.nextText()).contains("\"state\":\"paused\"", "\"step\":0");
    awaitStandstill();
    socket.sendText("{\"type\":\"replay\",\"paused\":false,\"speed\":0,\"to\":30}", true).join();
    assertThat(listener.nextText()).contains("\"state\":\"playing\"", "\"to\":30");
    assertThat(listener.nextText()).contains("\"state\":\"ended\"", "\"step\":30");

    assertThat(steps(listener)).containsExactly(0L, 10L, 20L, 30L);
    socket.abort();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "faster",
        "[]",
        "{\"type\":\"visible\",\"visible\":true}",
        "{\"type\":\"replay\",\"sped\":1}",
        "{\"type\":\"replay\",\"speed\":-1}",
        "{\"type\":\"replay\",\"speed\":\"fast\"}",
        "{\"type\":\"replay\",\"stepsPerSecond\":0}",
        "{\"type\":\"replay\",\"speed\":1,\"stepsPerSecond\":1}",
        "{\"type\":\"replay\",\"step\":1.5}",
        "{\"type\":\"replay\",\"loop\":1}",
        "{\"type\":\"replay\",\"from\":50,\"to\":20}"
      })
  void shouldEndTheReplayOfWhoCannotBeUnderstood(String message) {
    append(snapshots.range(0, 10, 1));
    FrameListener listener = new FrameListener();
    WebSocket socket = connect("?keep=true", listener);

    socket.sendText(message, true).join();

    assertThat(listener.closeStatus().join()).isEqualTo(1008);
  }

  private static List<Long> steps(FrameListener listener) {
    return listener.frames().stream()
        .map(frame -> Topics.FRAMES.codec().decode(frame).step())
        .toList();
  }

  @Test
  void shouldExplainWhatIsWrong() {
    append(snapshots.range(0, 2, 1));

    assertProblem("/runs/nothing", 404);
    assertProblem("/runs/nothing/history", 404);
    assertProblem("/runs/nothing/frames/1", 404);
    assertProblem("/runs/..%2Fspirals-1", 404);
    assertProblem("/elsewhere", 404);
    assertProblem("/runs/spirals-1/frames/-1", 400);
    assertProblem("/runs/spirals-1/frames/one", 400);
    assertProblem("/runs/spirals-1/history?points=many", 400);
    assertProblem("/runs/spirals-1/frames?from=1", 426);
    assertRefused("/runs/nothing/frames", 404);
    assertRefused("/runs/spirals-1/frames?from=9&to=3", 400);
    assertRefused("/runs/spirals-1/frames?speed=-1", 400);
    assertRefused("/runs/spirals-1/frames?speed=1&stepsPerSecond=2", 400);
    assertRefused("/runs/spirals-1/frames?backwards=1", 400);
  }

  private void assertProblem(String path, int status) {
    HttpResponse<String> response = getText(path);
    assertThat(response.statusCode()).as(path).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(new JsonObject(response.body()).getInteger("status")).isEqualTo(status);
  }

  private void assertRefused(String path, int status) {
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() ->
            http.newWebSocketBuilder()
                .buildAsync(URI.create("ws://" + base + path), new FrameListener())
                .join())
        .havingCause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refused -> assertThat(refused.getResponse().statusCode()).as(path).isEqualTo(status));
  }

  /* Frames are counted when they are written: when the count stays while the server answers many
   * other questions, the socket takes no more. */
  private double awaitStandstill() {
    double before = -1;
    for (int answers = 0; answers < 100; answers++) {
      getText("/runs");
      double now = registry.counter("sampler.replay.frames").count();
      if (now != before) {
        answers = 0;
      }
      before = now;
    }
    return before;
  }

  private FrameListener replay(String query) {
    FrameListener listener = new FrameListener();
    connect(query, listener);
    return listener;
  }

  private WebSocket connect(String query, FrameListener listener) {
    return http.newWebSocketBuilder()
        .buildAsync(URI.create("ws://" + base + "/runs/spirals-1/frames" + query), listener)
        .join();
  }

  private byte[] frameAt(long step) {
    return frameAt(Long.toString(step));
  }

  private byte[] frameAt(String stepAndView) {
    HttpResponse<byte[]> response =
        http.sendAsync(
                request("/runs/spirals-1/frames/" + stepAndView),
                HttpResponse.BodyHandlers.ofByteArray())
            .join();
    assertThat(response.headers().firstValue("content-type")).contains("application/x-protobuf");
    return response.body();
  }

  private HttpResponse<String> getText(String path) {
    return http.sendAsync(request(path), HttpResponse.BodyHandlers.ofString()).join();
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + base + path)).build();
  }

  private static byte[] encoded(JournalEntry entry) {
    return Topics.FRAMES.codec().encode(new FrameEvaluation(64).evaluate(entry));
  }

  private List<JournalEntry> append(List<ParameterSnapshot> some) {
    List<JournalEntry> entries = new ArrayList<>();
    try (RunJournal journal = RunJournal.open(directory, some.getFirst(), Clock.systemUTC())) {
      for (ParameterSnapshot snapshot : some) {
        journal.append(snapshot, Snapshots.plane(snapshot)).ifPresent(entries::add);
      }
    }
    return entries;
  }
}
