package dev.carve.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carve.core.event.ModelEvent;
import dev.carve.dashboard.Samples;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrameSocketTest {
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void shouldDescribeTheModelBeforeItsFirstFrame() throws Exception {
    server.put(Samples.frame("spirals", "spirals-1", 7));

    Viewer viewer = Viewer.reading(server.connect("/api/live?model=spirals"));

    JsonObject model = viewer.nextMessage("model");
    assertThat(model.getString("run")).isEqualTo("spirals-1");
    assertThat(model.getJsonArray("layers"))
        .isEqualTo(new JsonArray().add(new JsonObject().put("units", 3).put("activation", "tanh")));
    assertThat(model.getJsonArray("classes")).containsExactly("orange", "blue");
    assertThat(model.getInteger("batchSize")).isEqualTo(32);
    assertThat(model.getString("optimizer")).isEqualTo("sgd");
    assertThat(model.getJsonObject("plane").getString("uName")).isEqualTo("x");
    assertThat(viewer.nextFrame().step()).isEqualTo(7);
  }

  @Test
  void shouldDescribeTheModelAgainWhenTheRunChanges() throws Exception {
    server.put(Samples.frame("spirals", "spirals-1", 7));
    Viewer viewer = Viewer.reading(server.connect("/api/live?model=spirals"));
    viewer.nextMessage("model");
    viewer.nextFrame();

    server.put(Samples.frame("spirals", "spirals-1", 8));
    assertThat(viewer.nextFrame().step()).isEqualTo(8);
    server.put(Samples.frame("spirals", "spirals-2", 1));

    assertThat(viewer.nextMessage("model").getString("run")).isEqualTo("spirals-2");
    assertThat(viewer.nextFrame().step()).isEqualTo(1);
  }

  @Test
  void shouldSendMetricsAndEventsAsTheyCome() throws Exception {
    server.models.putEvent(Samples.event("spirals", ModelEvent.Type.CREATED, ""));
    Viewer viewer = Viewer.reading(server.connect("/api/live?model=spirals"));
    assertThat(viewer.nextMessage("status").getString("state")).isEqualTo("waiting");

    server.models.putEvent(Samples.event("spirals", ModelEvent.Type.DRIFT, ""));
    assertThat(viewer.nextMessage("event").getString("eventType")).isEqualTo("DRIFT");
    server.models.putMetrics(Samples.metrics("spirals", "spirals-1", 9));

    JsonObject metrics = viewer.nextMessage("metrics");
    assertThat(metrics.getLong("step")).isEqualTo(9);
    assertThat(metrics.getDouble("windowAccuracy")).isEqualTo(0.7);
    assertThat(metrics.containsKey("gradientNorm")).isTrue();
    assertThat(metrics.getValue("gradientNorm")).as("NaN in JSON").isNull();
  }

  @Test
  void shouldWaitForAModelThatComesLater() throws Exception {
    Viewer viewer = Viewer.reading(server.connect("/api/live?model=moons"));
    assertThat(viewer.nextMessage("status").getString("text")).contains("no model \"moons\" yet");

    server.put(Samples.frame("circles", "circles-1", 1));
    server.put(Samples.frame("moons", "moons-1", 2));

    assertThat(viewer.nextMessage("model").getString("model")).isEqualTo("moons");
    assertThat(viewer.nextFrame().step()).isEqualTo(2);
  }

  @Test
  void shouldSendAStalledViewerOnlyTheNewestFrameAndOthersEveryOne() throws Exception {
    long last = 300;
    server.put(Samples.frame("spirals", "spirals-1", 1, 256, 256));
    Viewer stalled = new Viewer(server.connect("/api/live?model=spirals"));
    Viewer reading = Viewer.reading(server.connect("/api/live?model=spirals"));
    reading.nextMessage("model");
    assertThat(reading.nextFrame().step()).isEqualTo(1);

    for (long step = 2; step <= last; step++) {
      server.put(Samples.frame("spirals", "spirals-1", step, 256, 256));
      assertThat(reading.nextFrame().step()).isEqualTo(step);
    }
    stalled.resume();

    stalled.nextMessage("model");
    int received = 0;
    long step = 0;
    while (step < last) {
      long next = stalled.nextFrame().step();
      assertThat(next).isGreaterThan(step);
      step = next;
      received++;
    }
    assertThat(received).as("frames that fitted into the buffers on the way").isLessThan(100);
    assertThat(server.count("dashboard.frames.conflated")).isEqualTo(last - received);
    assertThat(server.count("dashboard.frames.sent", "of", "live")).isEqualTo(last + received);
  }

  @Test
  void shouldSendNothingToAHiddenTabAndTheNewestWhenItShows() throws Exception {
    server.put(Samples.frame("spirals", "spirals-1", 1));
    Viewer viewer = Viewer.reading(server.connect("/api/live?model=spirals"));
    viewer.nextMessage("model");
    viewer.nextFrame();

    viewer.sayAndWait("{\"type\":\"visible\",\"visible\":false}");
    server.put(Samples.frame("spirals", "spirals-1", 2));
    server.models.putMetrics(Samples.metrics("spirals", "spirals-1", 2));
    server.put(Samples.frame("spirals", "spirals-1", 3));
    server.get("/api/models");
    assertThat(viewer.heardNothing()).isTrue();
    viewer.say("{\"type\":\"visible\",\"visible\":true}");

    viewer.nextMessage("metrics");
    assertThat(viewer.nextFrame().step()).isEqualTo(3);
    assertThat(server.count("dashboard.frames.conflated"))
        .as("frames that nobody could see are not missed")
        .isZero();
  }

  @Test
  void shouldCountViewers() throws Exception {
    Viewer viewer = Viewer.reading(server.connect("/api/live?model=spirals"));
    viewer.nextMessage("status");
    assertThat(server.count("dashboard.viewers", "of", "live")).isEqualTo(1);

    viewer.close();
    server.get("/health/live");

    assertThat(server.count("dashboard.viewers", "of", "live")).isZero();
  }

  @Test
  void shouldEndTheConnectionOfWhoSaysAnythingElse() throws Exception {
    Viewer viewer = Viewer.reading(server.connect("/api/live?model=spirals"));

    viewer.say("{\"type\":\"shutdown\"}");

    assertThat(viewer.closeStatus()).isEqualTo((short) 1008);
  }

  @Test
  void shouldRefuseAPageOfAnotherOrigin() {
    assertThatThrownBy(() ->
            server.connect("/api/live?model=spirals", Map.of("origin", "http://evil.example:8080")))
        .cause()
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class,
            rejected -> assertThat(rejected.getStatus()).isEqualTo(403));
  }

  @Test
  void shouldRefuseAConnectionThatNamesNoModel() {
    assertThatThrownBy(() -> server.connect("/api/live"))
        .cause()
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class,
            rejected -> assertThat(rejected.getStatus()).isEqualTo(400));
  }
}
