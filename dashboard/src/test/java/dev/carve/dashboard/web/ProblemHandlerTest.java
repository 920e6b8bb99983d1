package dev.carve.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemHandlerTest {
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
  @CsvSource({
    "GET, /api, 404",
    "GET, /api/unknown, 404",
    "GET, /api/models/moons, 404",
    "GET, /api/events?model=moons, 404",
    "GET, /health/deep, 404",
    "GET, /unknown.html, 404",
    "DELETE, /api/models, 405",
    "POST, /metrics, 405",
    "POST, /, 405",
    "GET, /api/live?model=moons, 426",
    "GET, /api/runs/r/frames, 426",
    "GET, /api/runs/r/frames/last, 400",
    "GET, /api/runs/r/history?points=many, 400",
    "GET, /api/runs/%2e%2e/history, 404",
    "GET, /api/runs, 503",
  })
  void shouldAnswerWithAProblemDocument(String method, String uri, int status) throws Exception {
    TestServer.Answer answer = server.request(HttpMethod.valueOf(method), uri, Map.of(), "");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    JsonObject problem = answer.body().toJsonObject();
    assertThat(problem.getInteger("status")).isEqualTo(status);
    assertThat(problem.getString("type")).isNotEmpty();
    assertThat(problem.getString("title")).isNotEmpty();
    assertThat(problem.getString("detail")).isNotEmpty();
  }

  @Test
  void shouldNameTheMethodsThatThereAre() throws Exception {
    TestServer.Answer answer = server.request(HttpMethod.DELETE, "/api/models", Map.of(), "");

    assertThat(answer.header("allow")).isEqualTo("GET, POST");
  }

  @Test
  void shouldRefuseALargeBody() throws Exception {
    TestServer.Answer answer =
        server.request(HttpMethod.POST, "/api/models", Map.of(), "#".repeat(100_000));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body().toJsonObject().getInteger("status")).isEqualTo(413);
  }

  @Test
  void shouldRefuseABodyOfAnotherType() throws Exception {
    TestServer.Answer answer =
        server.request(
            HttpMethod.POST, "/api/models", Map.of("content-type", "application/json"), "{}");

    assertThat(answer.status()).isEqualTo(415);
  }

  @Test
  void shouldAnswerEvenWhatIsNotHttp() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.verticle.port())) {
      socket.getOutputStream().write("GET / HTTP/9.9\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      InputStream answer = socket.getInputStream();

      assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8))
          .contains(" 501 ")
          .doesNotContain("Exception");
    }
  }
}
