package dev.carve.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carve.dashboard.DashboardConfig;
import dev.carve.dashboard.Samples;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlaneViewTest {
  private static final String LIVE = "/api/live?model=moons&plane=inputs:y,x";

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
  void shouldShowEveryLiveFrameOnTheChosenPlane() throws Exception {
    put(7);
    Viewer viewer = Viewer.reading(server.connect(LIVE));

    viewer.nextMessage("model");
    DecodedFrame first = viewer.nextFrame();
    put(8);
    DecodedFrame second = viewer.nextFrame();

    assertThat(first.step()).isEqualTo(7);
    assertThat(first.asked()).isEqualTo("inputs:y,x");
    assertThat(second.step()).isEqualTo(8);
    assertThat(sampler.requests)
        .containsExactly(
            "/runs/moons-1/frames/7?plane=inputs%3Ay%2Cx",
            "/runs/moons-1/frames/8?plane=inputs%3Ay%2Cx");
  }

  @Test
  void shouldEvaluateOnceForAllWhoLook() throws Exception {
    Promise<Void> gate = Promise.promise();
    sampler.gate = gate.future();
    put(7);
    Viewer one = Viewer.reading(server.connect(LIVE));
    Viewer other = Viewer.reading(server.connect(LIVE));
    server.get("/health/live");

    gate.complete();

    one.nextMessage("model");
    other.nextMessage("model");
    assertThat(one.nextFrame().step()).isEqualTo(7);
    assertThat(other.nextFrame().step()).isEqualTo(7);
    assertThat(sampler.requests).hasSize(1);
  }

  @Test
  void shouldSkipWhatComesWhileTheSamplerEvaluates() throws Exception {
    Promise<Void> gate = Promise.promise();
    sampler.gate = gate.future();
    put(7);
    Viewer viewer = Viewer.reading(server.connect(LIVE));
    server.get("/health/live");
    for (int step = 8; step <= 50; step++) {
      put(step);
    }
    server.get("/health/live");

    gate.complete();

    viewer.nextMessage("model");
    assertThat(viewer.nextFrame().step()).isEqualTo(7);
    assertThat(viewer.nextFrame().step()).isEqualTo(50);
    assertThat(sampler.requests).hasSize(2);
  }

  @Test
  void shouldAskForNothingWhileNobodyCanSeeIt() throws Exception {
    put(7);
    Viewer viewer = Viewer.reading(server.connect(LIVE));
    viewer.nextMessage("model");
    viewer.nextFrame();
    viewer.sayAndWait("{\"type\":\"visible\",\"visible\":false}");

    put(8);
    put(9);
    server.get("/health/live");
    assertThat(sampler.requests).hasSize(1);
    viewer.say("{\"type\":\"visible\",\"visible\":true}");

    assertThat(viewer.nextFrame().step()).isEqualTo(9);
    assertThat(sampler.requests).hasSize(2);
  }

  @Test
  void shouldForgetAViewThatNobodyLooksAt() throws Exception {
    put(7);
    Viewer first = Viewer.reading(server.connect(LIVE));
    first.nextMessage("model");
    first.nextFrame();
    first.close();
    server.get("/health/live");
    put(8);

    Viewer second = Viewer.reading(server.connect(LIVE));

    second.nextMessage("model");
    assertThat(second.nextFrame().step()).isEqualTo(8);
  }

  @Test
  void shouldSayWhyAPlaneCannotBeLaid() throws Exception {
    put(7);

    Viewer viewer = Viewer.reading(server.connect("/api/live?model=moons&plane=components"));

    var status = viewer.nextMessage("status");
    assertThat(status.getString("state")).isEqualTo("refused");
    assertThat(status.getString("text")).isEqualTo("components must have recent examples");
    put(8);
    server.get("/health/live");
    assertThat(viewer.heardNothing()).as("the same reason again").isTrue();
  }

  @Test
  void shouldRefuseMorePlanesThanItCanServe() throws Exception {
    put(7);
    for (int i = 0; i < 32; i++) {
      server.connect("/api/live?model=moons&plane=examples:0,1," + (i + 2));
    }

    assertThatThrownBy(() -> server.connect(LIVE))
        .cause()
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class,
            rejected -> assertThat(rejected.getStatus()).isEqualTo(503));
    server.connect("/api/live?model=moons&plane=examples:0,1,2");
    server.connect("/api/live?model=moons");
  }

  @Test
  void shouldRefuseWhatIsNoLineOfText() {
    assertThatThrownBy(() -> server.connect("/api/live?model=moons&plane=a%0Ab"))
        .cause()
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class,
            rejected -> assertThat(rejected.getStatus()).isEqualTo(400));
  }

  private void put(long step) {
    server.put(Samples.frame("moons", "moons-1", step));
  }
}
