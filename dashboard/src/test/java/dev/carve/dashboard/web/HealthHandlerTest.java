package dev.carve.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.dashboard.Samples;
import dev.carve.dashboard.live.ConsumerStatus;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthHandlerTest {
  private static final ConsumerStatus READING =
      new ConsumerStatus("carve.frames", 2, Samples.TIME.plusSeconds(59), true, "");
  private static final ConsumerStatus CUT_OFF =
      new ConsumerStatus(
          "carve.events", 2, Samples.TIME.plusSeconds(59), true, "no connection to Kafka");

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
  void shouldBeReadyWhenEveryTopicIsRead() throws Exception {
    server.consumers = List.of(READING);

    TestServer.Answer answer = server.get("/health/ready");

    assertThat(answer.status()).isEqualTo(200);
    JsonObject check = answer.body().toJsonObject().getJsonArray("checks").getJsonObject(0);
    assertThat(check.getString("name")).isEqualTo("kafka carve.frames");
    assertThat(check.getString("status")).isEqualTo("up");
    assertThat(check.getString("detail")).contains("2 partitions assigned, caught up");
  }

  @Test
  void shouldSayWhichTopicIsNotRead() throws Exception {
    server.consumers = List.of(READING, CUT_OFF);

    TestServer.Answer answer = server.get("/health/ready");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.body().toJsonObject().getJsonArray("checks"))
        .extracting(check -> ((JsonObject) check).getString("status"))
        .containsExactly("up", "down");
  }

  @Test
  void shouldLiveWithoutKafka() throws Exception {
    server.consumers = List.of(CUT_OFF);

    assertThat(server.get("/health/live").body().toJsonObject().getString("status"))
        .isEqualTo("up");
  }
}
