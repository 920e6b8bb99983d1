package dev.carve.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SameOriginPolicyTest {
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new TestServer();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:8080", "localhost", "LOCALHOST:9999", "[::1]:8080", "127.0.0.2"})
  void shouldServeLoopbackNames(String host) throws Exception {
    assertThat(server.get("/api/models", Map.of("host", host)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "127.0.0.1.evil.example",
        "192.168.0.1",
        "0.0.0.0"
      })
  void shouldRefuseNamesThatAStrangerMayControl(String host) throws Exception {
    TestServer.Answer answer = server.get("/api/models", Map.of("host", host));

    assertThat(answer.status()).isEqualTo(421);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "http://127.0.0.1:1",
        "http://localhost:8080",
        "null",
        "::"
      })
  void shouldRefuseToActForAnotherOrigin(String origin) throws Exception {
    TestServer.Answer answer =
        server.request(HttpMethod.POST, "/api/models", Map.of("origin", origin), "name: x");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body().toJsonObject().getString("detail")).contains("origin=" + origin);
  }

  @Test
  void shouldActForItsOwnPage() throws Exception {
    String origin = "http://127.0.0.1:" + server.verticle.port();

    TestServer.Answer answer =
        server.request(HttpMethod.POST, "/api/models", Map.of("origin", origin), "name: -");

    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void shouldLetAnybodyReadWhatBrowsersKeepFromHim() throws Exception {
    assertThat(server.get("/api/models", Map.of("origin", "http://evil.example")).status())
        .isEqualTo(200);
  }
}
