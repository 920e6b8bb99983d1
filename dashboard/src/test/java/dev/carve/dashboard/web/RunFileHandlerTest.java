package dev.carve.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.dashboard.DashboardConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunFileHandlerTest {
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
  void shouldPassOnARunsFileAsADownload() throws Exception {
    TestServer.Answer answer =
        server.get("/api/runs/a%20run/file", Map.of("accept-encoding", "gzip"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-disposition"))
        .isEqualTo("attachment; filename*=UTF-8''a%20run.carve");
    assertThat(answer.header("content-encoding")).isEqualTo("identity");
    assertThat(answer.body()).isEqualTo(FakeSampler.FILE);
    assertThat(server.get("/api/runs/other/file").status()).isEqualTo(404);
  }

  @Test
  void shouldPassOnFigures() throws Exception {
    TestServer.Answer history = server.get("/api/runs/a%20run/history.csv?from=1&to=9&points=50");
    TestServer.Answer surface =
        server.get("/api/runs/a%20run/surfaces/12.csv?neuron=1.0&plane=components&grid=16");
    TestServer.Answer parameters = server.get("/api/runs/a%20run/parameters/12");

    assertThat(history.header("content-type")).isEqualTo("text/csv; charset=utf-8");
    assertThat(history.header("content-disposition"))
        .isEqualTo("attachment; filename*=UTF-8''a%20run.csv");
    assertThat(surface.body().toString()).isEqualTo("a,b\r\n");
    assertThat(parameters.body().toJsonObject().containsKey("layers")).isTrue();
    assertThat(sampler.requests)
        .containsExactly(
            "/runs/a%20run/history.csv?from=1&to=9&points=50",
            "/runs/a%20run/surfaces/12.csv?neuron=1.0&plane=components&grid=16",
            "/runs/a%20run/parameters/12");
    assertThat(server.get("/api/runs/a%20run/surfaces/x.csv?neuron=1.0").status()).isEqualTo(400);
  }

  @Test
  void shouldPassOnAFileThatIsTakenIn() throws Exception {
    TestServer.Answer answer =
        server.request(
            HttpMethod.POST,
            "/api/runs/file?as=another+run",
            Map.of(),
            FakeSampler.FILE.toString());

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("location")).isEqualTo("/api/runs/another%20run");
    assertThat(answer.body().toJsonObject().getString("run")).isEqualTo("another run");
  }

  @Test
  void shouldSayWhyAFileIsNotTakenIn() throws Exception {
    TestServer.Answer damaged =
        server.request(HttpMethod.POST, "/api/runs/file", Map.of(), "no run");
    TestServer.Answer stranger =
        server.request(
            HttpMethod.POST,
            "/api/runs/file",
            Map.of("origin", "http://evil.example"),
            FakeSampler.FILE.toString());
    sampler.stop();
    TestServer.Answer alone = server.request(HttpMethod.POST, "/api/runs/file", Map.of(), "no run");

    assertThat(damaged.status()).isEqualTo(400);
    assertThat(damaged.body().toJsonObject().getString("detail"))
        .isEqualTo("the file must have an end: bytes=6");
    assertThat(stranger.status()).isEqualTo(403);
    assertThat(alone.status()).isEqualTo(503);
  }
}
