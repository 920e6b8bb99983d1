package dev.carve.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carve.core.event.SurfaceFrame;
import dev.carve.dashboard.DashboardConfig;
import dev.carve.dashboard.Samples;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunHandlerTest {
  private final Vertx vertx = Vertx.vertx();
  private FakeSampler sampler;
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    sampler = new FakeSampler(vertx);
    server = new TestServer(DashboardConfig.defaults().withSamplerUrl(sampler.url()));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    TestServer.await(vertx.close());
  }

  @Test
  void shouldPassOnWhatTheSamplerSaysOfRuns() throws Exception {
    JsonObject runs = server.get("/api/runs").body().toJsonObject();
    JsonObject run = server.get("/api/runs/a%20run").body().toJsonObject();
    JsonObject history = server.get("/api/runs/a%20run/history?points=12").body().toJsonObject();

    JsonObject metrics = server.get("/api/runs/a%20run/metrics?points=9").body().toJsonObject();
    JsonObject events = server.get("/api/runs/a%20run/events").body().toJsonObject();

    assertThat(metrics.getJsonArray("points")).isEmpty();
    assertThat(events.getJsonArray("events")).isEmpty();
    assertThat(runs.getJsonArray("runs").getJsonObject(0).getString("run")).isEqualTo("a run");
    assertThat(run.getString("spec")).isEqualTo("name: spirals\n");
    assertThat(history.getJsonArray("points")).isEmpty();
    assertThat(sampler.requests)
        .containsExactly(
            "/runs",
            "/runs/a%20run",
            "/runs/a%20run/history?points=12",
            "/runs/a%20run/metrics?points=9",
            "/runs/a%20run/events");
  }

  @Test
  void shouldPassOnWhatPeopleWriteAboutARun() throws Exception {
    TestServer.Answer answer =
        server.request(HttpMethod.PATCH, "/api/runs/a%20run", Map.of(), "{\"name\":\"The first\"}");
    TestServer.Answer missing = server.request(HttpMethod.PATCH, "/api/runs/other", Map.of(), "{}");
    TestServer.Answer stranger =
        server.request(
            HttpMethod.PATCH, "/api/runs/a%20run", Map.of("origin", "http://evil.example"), "{}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().toJsonObject().getString("name")).isEqualTo("The first");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(stranger.status()).isEqualTo(403);
    assertThat(sampler.requests)
        .containsExactly("PATCH /runs/a%20run {\"name\":\"The first\"}", "PATCH /runs/other {}");
  }

  @Test
  void shouldHaveTheSamplerDeleteARun() throws Exception {
    TestServer.Answer deleted =
        server.request(HttpMethod.DELETE, "/api/runs/a%20run", Map.of(), "");
    TestServer.Answer trained =
        server.request(HttpMethod.DELETE, "/api/runs/trained", Map.of(), "");

    assertThat(deleted.status()).isEqualTo(204);
    assertThat(trained.status()).isEqualTo(409);
    assertThat(trained.body().toJsonObject().getString("detail")).isEqualTo("a model trains it");
  }

  @Test
  void shouldPassOnWhichWindowIsLookedAt() throws Exception {
    String window = "from=100&to=200&points=50";

    assertThat(server.get("/api/runs/a%20run/charts?" + window).status()).isEqualTo(200);
    assertThat(server.get("/api/runs/a%20run/history?" + window).status()).isEqualTo(200);
    assertThat(server.get("/api/runs/a%20run/figures?" + window).status()).isEqualTo(200);

    assertThat(sampler.requests)
        .containsExactly(
            "/runs/a%20run/charts?" + window,
            "/runs/a%20run/history?" + window,
            "/runs/a%20run/figures?" + window);
  }

  @Test
  void shouldPassOnWhatTheSamplerSaysOfSteps() throws Exception {
    assertThat(server.get("/api/runs/a%20run/steps/12").status()).isEqualTo(200);
    assertThat(server.get("/api/runs/a%20run/steps/12/minibatch").status()).isEqualTo(200);
    assertThat(server.get("/api/runs/a%20run/carvers?neuron=1.3&from=2&to=9&top=4").status())
        .isEqualTo(200);
    assertThat(server.get("/api/runs/a%20run/frames/7?exact=true").status()).isEqualTo(200);

    assertThat(sampler.requests)
        .containsExactly(
            "/runs/a%20run/steps/12",
            "/runs/a%20run/steps/12/minibatch",
            "/runs/a%20run/carvers?neuron=1.3&from=2&to=9&top=4",
            "/runs/a%20run/frames/7?exact=true");
  }

  @Test
  void shouldNotPassOnWhatIsNoStepOrFlag() throws Exception {
    assertThat(detail("/api/runs/a%20run/steps/x"))
        .isEqualTo("step must be a whole number: step=x");
    assertThat(detail("/api/runs/a%20run/carvers?neuron=1.3&from=x"))
        .isEqualTo("from must be a number of 0 or more: from=x");
    assertThat(detail("/api/runs/a%20run/frames/7?exact=yes"))
        .isEqualTo("exact must be true or false: exact=yes");
    assertThat(sampler.requests).isEmpty();
  }

  private String detail(String uri) throws Exception {
    TestServer.Answer answer = server.get(uri);
    assertThat(answer.status()).isEqualTo(400);
    return answer.body().toJsonObject().getString("detail");
  }

  @Test
  void shouldPassOnWhereAndHowFinelyToLook() throws Exception {
    String view = "plane=inputs:x%20y,z&grid=129";

    server.get("/api/runs/a%20run/focus/7?neuron=2.3&height=-0.5,1&" + view);
    TestServer.Answer surfaces =
        server.get("/api/runs/a%20run/focus/7/surfaces?neuron=2.3&" + view);
    server.get("/api/runs/a%20run/compare?a=3&b=9&run2=other+run&" + view);
    server.get("/api/runs/a%20run/compare/surfaces?b=9&a=3");
    server.get("/api/runs/a%20run/figures?points=9&grid=9");
    server.get("/api/runs/a%20run/frames/7?unknown=1&" + view);

    assertThat(surfaces.header("content-type")).isEqualTo("application/octet-stream");
    assertThat(surfaces.body().toString()).isEqualTo("surfaces");
    String passed = "plane=inputs%3Ax%20y%2Cz&grid=129";
    assertThat(sampler.requests)
        .containsExactly(
            "/runs/a%20run/focus/7?neuron=2.3&" + passed + "&height=-0.5%2C1",
            "/runs/a%20run/focus/7/surfaces?neuron=2.3&" + passed,
            "/runs/a%20run/compare?a=3&b=9&run2=other%20run&" + passed,
            "/runs/a%20run/compare/surfaces?a=3&b=9",
            "/runs/a%20run/figures?points=9",
            "/runs/a%20run/frames/7?" + passed);
  }

  @Test
  void shouldRefuseWhatIsNoNumber() throws Exception {
    TestServer.Answer grid = server.get("/api/runs/a%20run/focus/7?neuron=2.3&grid=fine");
    TestServer.Answer step = server.get("/api/runs/a%20run/focus/last?neuron=2.3");

    assertThat(grid.status()).isEqualTo(400);
    assertThat(grid.body().toJsonObject().getString("detail"))
        .isEqualTo("grid must be a number of 0 or more: grid=fine");
    assertThat(step.status()).isEqualTo(400);
    assertThat(sampler.requests).isEmpty();
  }

  @Test
  void shouldPassOnWhatTheSamplerRefuses() throws Exception {
    TestServer.Answer answer = server.get("/api/runs/other%2Frun");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.body().toJsonObject().getString("detail"))
        .isEqualTo("there is no run: uri=/runs/other%2Frun");
  }

  @Test
  void shouldNotPassOnWhatIsNoProblemDocument() throws Exception {
    TestServer.Answer answer = server.get("/api/runs/broken");

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.body().toJsonObject().getString("detail")).contains("answered 500");
  }

  @Test
  void shouldServeAFrameInTheBrowsersLayout() throws Exception {
    SurfaceFrame frame = Samples.frame("spirals", "a run", 5, 256, 256);

    TestServer.Answer answer = server.get("/api/runs/a%20run/frames/7");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/octet-stream");
    assertThat(answer.header("carve-step")).isEqualTo("5");
    assertThat(DecodedFrame.of(answer.body()).layers()).isEqualTo(frame.layers());
  }

  @Test
  void shouldNotServeWhatIsNoFrame() throws Exception {
    assertThat(server.get("/api/runs/a%20run/frames/8").status()).isEqualTo(502);
  }

  @Test
  void shouldSayThatTheSamplerIsDown() throws Exception {
    sampler.stop();

    TestServer.Answer answer = server.get("/api/runs");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body().toJsonObject().getString("type"))
        .isEqualTo("urn:carve:problem:sampler-unavailable");
    assertThat(answer.body().toJsonObject().getString("detail")).contains(sampler.url().toString());
    assertRefused("/api/runs/a%20run/frames", 503);
  }

  @Test
  void shouldRefuseAReplayThatTheSamplerRefuses() {
    assertRefused("/api/runs/other/frames", 404);
    assertRefused("/api/runs/a%20run/frames?speed=fast", 400);
    assertRefused("/api/runs/a%20run/frames?from=-1", 400);
    assertRefused("/api/runs/a%20run/frames?loop=1", 400);
  }

  private void assertRefused(String uri, int status) {
    assertThatThrownBy(() -> server.connect(uri))
        .cause()
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class,
            rejected -> assertThat(rejected.getStatus()).isEqualTo(status));
  }

  @Test
  void shouldRecallTheLastFrameOfAModelThatRests() throws Exception {
    server.models.putMetrics(Samples.metrics("spirals", "spirals-1", 9));

    Viewer viewer = Viewer.reading(server.connect("/api/live?model=spirals"));

    viewer.nextMessage("metrics");
    viewer.nextMessage("status");
    assertThat(viewer.nextMessage("model").getString("model")).isEqualTo("spirals");
    assertThat(viewer.nextFrame().step()).isEqualTo(9);
  }

  @Test
  void shouldReplayEveryFrameAndThenClose() throws Exception {
    Viewer viewer =
        Viewer.reading(server.connect("/api/runs/a%20run/frames?from=1&to=100&speed=2.5"));

    assertThat(viewer.nextMessage("model").getString("run")).isEqualTo("a run");
    for (long step = 1; step <= FakeSampler.LAST_STEP; step++) {
      assertThat(viewer.nextFrame().step()).isEqualTo(step);
    }

    assertThat(viewer.closeStatus()).isEqualTo((short) 1000);
    assertThat(sampler.requests).containsExactly("/runs/a%20run/frames?from=1&to=100&speed=2.5");
    assertThat(server.count("dashboard.frames.sent", "of", "run")).isEqualTo(FakeSampler.LAST_STEP);
  }

  @Test
  void shouldTellTheSamplerHowTheViewerWantsTheReplayToGoOn() throws Exception {
    Viewer viewer =
        Viewer.reading(
            server.connect(
                "/api/runs/a%20run/frames?step=5&stepsPerSecond=10&backwards=true&loop=false"
                    + "&paused=false&keep=true"));
    viewer.say("{\"type\":\"replay\",\"paused\":true}");

    JsonObject answer = viewer.awaitMessage("replay");

    assertThat(answer.getString("heard")).isEqualTo("{\"type\":\"replay\",\"paused\":true}");
    assertThat(sampler.requests)
        .containsExactly(
            "/runs/a%20run/frames?step=5&stepsPerSecond=10&backwards=true&loop=false&paused=false"
                + "&keep=true");
  }

  @Test
  void shouldEndTheConnectionOfWhoTheSamplerDoesNotUnderstand() throws Exception {
    Viewer viewer = Viewer.reading(server.connect("/api/runs/a%20run/frames?keep=true"));

    viewer.say("{\"type\":\"replay\",\"nonsense\":true}");

    assertThat(viewer.closeStatus()).isEqualTo((short) 1008);
  }

  @Test
  void shouldMakeTheSamplerWaitForAStalledViewer() throws Exception {
    Viewer viewer = new Viewer(server.connect("/api/runs/a%20run/frames"));

    assertThat(stalledAfter()).isLessThan(FakeSampler.LAST_STEP);
    viewer.resume();

    viewer.nextMessage("model");
    for (long step = 1; step <= FakeSampler.LAST_STEP; step++) {
      assertThat(viewer.nextFrame().step()).isEqualTo(step);
    }
  }

  @Test
  void shouldMakeTheSamplerWaitForAHiddenTab() throws Exception {
    Viewer viewer = Viewer.reading(server.connect("/api/runs/a%20run/frames"));
    viewer.say("{\"type\":\"visible\",\"visible\":false}");

    assertThat(stalledAfter()).isLessThan(FakeSampler.LAST_STEP);
    viewer.say("{\"type\":\"visible\",\"visible\":true}");

    viewer.nextMessage("model");
    for (long step = 1; step <= FakeSampler.LAST_STEP; step++) {
      assertThat(viewer.nextFrame().step()).isEqualTo(step);
    }
  }

  private long stalledAfter() throws Exception {
    return sampler.stalledAfter.get(TestServer.TIMEOUT_S, TimeUnit.SECONDS);
  }

  @Test
  void shouldLetTheSamplerGoWhenTheViewerLeaves() throws Exception {
    Viewer viewer = Viewer.reading(server.connect("/api/runs/a%20run/frames"));
    viewer.nextMessage("model");

    viewer.close();

    sampler.viewerGone.get(TestServer.TIMEOUT_S, TimeUnit.SECONDS);
  }

  @Test
  void shouldSayThatTheSamplerWentAway() throws Exception {
    Viewer viewer = new Viewer(server.connect("/api/runs/a%20run/frames"));
    sampler.cutOff();

    viewer.resume();

    assertThat(viewer.closeStatus()).isEqualTo((short) 1011);
  }
}
