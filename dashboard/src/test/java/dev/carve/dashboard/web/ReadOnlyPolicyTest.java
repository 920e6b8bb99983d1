package dev.carve.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ModelEvent;
import dev.carve.dashboard.DashboardConfig;
import dev.carve.dashboard.Samples;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReadOnlyPolicyTest {
  private static final Set<HttpMethod> ACTING =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new TestServer(DashboardConfig.defaults().withReadOnly(true));
    server.models.putEvent(Samples.event("moons", ModelEvent.Type.CREATED, ""));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void shouldRefuseEveryRouteThatActs() throws Exception {
    Routes routes = new Routes(server.vertx, server.vertx.getOrCreateContext(), server.parts);
    int tried = 0;
    for (Route route : routes.router().getRoutes()) {
      for (HttpMethod method : Objects.requireNonNullElse(route.methods(), Set.<HttpMethod>of())) {
        if (ACTING.contains(method)) {
          tried++;
          assertRefused(method, Objects.requireNonNull(route.getPath()).replace(":", ""));
        }
      }
    }
    assertThat(tried).isPositive();
  }

  private static void assertRefused(HttpMethod method, String path) throws Exception {
    TestServer.Answer answer = server.request(method, path, Map.of(), "{}");

    assertThat(answer.status()).as("%s %s", method, path).isEqualTo(403);
    JsonObject problem = answer.body().toJsonObject();
    assertThat(problem.getString("type")).isEqualTo("urn:carve:problem:read-only");
    assertThat(problem.getString("detail")).contains("read-only", method + " " + path);
  }

  @Test
  void shouldLetViewersLook() throws Exception {
    assertThat(server.get("/api/models/moons").status()).isEqualTo(200);
    assertThat(server.request(HttpMethod.HEAD, "/", Map.of(), "").status()).isEqualTo(200);
    assertThat(server.connect("/api/live?model=moons").isClosed()).isFalse();
    JsonObject session = server.get("/api/session").body().toJsonObject();
    assertThat(session.getBoolean("readOnly")).isTrue();
    assertThat(session.getBoolean("live")).isTrue();
    assertThat(session.getString("version")).matches("\\d+\\.\\d+\\.\\d+.*");
  }

  @Test
  void shouldLetViewersActOtherwise() throws Exception {
    TestServer open = new TestServer();
    try {
      assertThat(open.get("/api/session").body().toJsonObject().getBoolean("readOnly")).isFalse();
      assertThat(open.request(HttpMethod.POST, "/api/models", Map.of(), "").status())
          .isEqualTo(400);
    } finally {
      open.close();
    }
  }
}
