package dev.carve.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static TestServer server;
  private static JsonNode document;

  @BeforeAll
  static void start() throws Exception {
    server = new TestServer();
    String yaml = server.get("/api/openapi.yaml").body().toString();
    document =
        new ObjectMapper()
            .valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void shouldDescribeEveryRouteAndNoOther() {
    Set<String> described = new TreeSet<>();
    forEachOperation((operation, _) -> described.add(operation));

    assertThat(described).isNotEmpty().isEqualTo(served());
  }

  private static Set<String> served() {
    Set<String> served = new TreeSet<>();
    Routes routes = new Routes(server.vertx, server.vertx.getOrCreateContext(), server.parts);
    for (Route route : routes.router().getRoutes()) {
      String path = Objects.requireNonNullElse(route.getPath(), "");
      for (HttpMethod method : Objects.requireNonNullElse(route.methods(), Set.<HttpMethod>of())) {
        served.add(method.name() + " " + path.replaceAll(":(\\w+)", "{$1}"));
      }
    }
    served.removeIf(operation -> operation.endsWith(" "));
    return served;
  }

  @Test
  void shouldReferOnlyToWhatItHolds() {
    assertThat(document.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(reference ->
            assertThat(document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
  }

  @Test
  void shouldGiveEveryOperationANameASummaryAndAProblem() {
    Set<String> names = new HashSet<>();
    forEachOperation((operation, details) -> {
      assertThat(details.path("summary").asText()).as(operation).endsWith(".");
      assertThat(names.add(details.path("operationId").asText())).as(operation).isTrue();
      assertThat(details.path("responses").has("default")).as(operation).isTrue();
    });
  }

  private static void forEachOperation(BiConsumer<String, JsonNode> consumer) {
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation -> {
                  if (METHODS.contains(operation.getKey())) {
                    consumer.accept(
                        operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                        operation.getValue());
                  }
                }));
  }
}
