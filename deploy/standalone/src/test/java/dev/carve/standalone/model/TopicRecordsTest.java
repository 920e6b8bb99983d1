package dev.carve.standalone.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carve.core.event.Topics;
import dev.carve.standalone.broker.EmbeddedBroker;
import dev.carve.standalone.broker.NoTopicException;
import dev.carve.standalone.broker.TopicSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TopicRecordsTest {
  @TempDir private static Path directory;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(directory, 0);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  @Order(1)
  void shouldNameTheTopicThatABrokerDoesNotHave() {
    String servers = broker.bootstrapServers();

    assertThatExceptionOfType(NoTopicException.class)
        .isThrownBy(() -> new TopicRecords<>(servers, Topics.EVENTS))
        .withMessage(
            "the broker must have the topic: topic=carve.events, bootstrap-servers=" + servers);
  }

  @Test
  @Order(2)
  void shouldWaitForATopicThatIsBeingMade() throws Exception {
    String servers = broker.bootstrapServers();
    CompletableFuture<Long> size =
        CompletableFuture.supplyAsync(() -> {
          try (TopicRecords<?> records = new TopicRecords<>(servers, Topics.EVENTS)) {
            return records.size();
          }
        });
    new TopicSetup(servers, Duration.ofSeconds(30)).createMissing(1);

    assertThat(size.get(30, TimeUnit.SECONDS)).isZero();
  }
}
