package dev.carve.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carve.core.event.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class TopicSetupTest {
  @TempDir private static Path directory;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(directory, 0);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void shouldCreateWhatIsMissingAndLeaveTheRest() throws Exception {
    TopicSetup setup = new TopicSetup(broker.bootstrapServers(), Duration.ZERO);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(Topics.EXAMPLES.name(), 3, (short) 1))).all().get();
      assertThat(setup.createMissing(2))
          .containsExactlyInAnyOrderElementsOf(
              Topics.names().stream().filter(n -> !n.equals(Topics.EXAMPLES.name())).toList());
      assertThat(setup.createMissing(2)).isEmpty();
      var descriptions = admin.describeTopics(Topics.names()).allTopicNames().get();
      assertThat(descriptions)
          .hasEntrySatisfying(
              Topics.EXAMPLES.name(), topic -> assertThat(topic.partitions()).hasSize(3))
          .hasEntrySatisfying(
              Topics.SNAPSHOTS.name(), topic -> assertThat(topic.partitions()).hasSize(2));
    }
    assertThat(config(Topics.CONTROL.name(), "retention.ms")).isEqualTo("-1");
    assertThat(config(Topics.EVENTS.name(), "retention.bytes")).isEqualTo("-1");
    assertThat(config(Topics.EVENTS.name(), "cleanup.policy")).isEqualTo("delete");
    assertThat(config(Topics.FRAMES.name(), "retention.ms")).isEqualTo("600000");
    assertThat(config(Topics.FRAMES.name(), "segment.ms")).isEqualTo("60000");
    assertThat(config(Topics.SNAPSHOTS.name(), "max.message.bytes"))
        .isEqualTo(Integer.toString(EmbeddedBroker.MAXIMUM_MESSAGE_BYTES));
  }

  /// An idempotent producer with several requests on their way loses the first one for good where a
  /// leader is not ready (KAFKA-15591), and so hears of it when its patience is over.
  @Test
  void shouldTakeWhatIsSentAtOnce() throws Exception {
    TopicSetup setup = new TopicSetup(broker.bootstrapServers(), Duration.ZERO);
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers(),
            ProducerConfig.BATCH_SIZE_CONFIG, 0,
            ProducerConfig.LINGER_MS_CONFIG, 0,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
      List<Future<RecordMetadata>> firsts = new ArrayList<>();
      for (int topic = 0; topic < 40; topic++) {
        String name = "frames-" + topic;
        setup.createMissing(name, 1);
        firsts.add(producer.send(new ProducerRecord<>(name, new byte[100])));
        for (int more = 0; more < 4; more++) {
          var _ = producer.send(new ProducerRecord<>(name, new byte[100]));
        }
      }
      for (Future<RecordMetadata> first : firsts) {
        assertThat(first.get().offset()).isZero();
      }
    }
  }

  @Test
  void shouldNameTheAddressWhereNoBrokerAnswers() {
    String nobody = LocalPort.HOST + ":" + LocalPort.free(0);
    assertThatExceptionOfType(NoBrokerException.class)
        .isThrownBy(() -> new TopicSetup(nobody, Duration.ofMillis(1)).createMissing(1))
        .withMessage("no broker answers: bootstrap-servers=" + nobody);
  }

  private static String config(String topic, String key) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      var configs = admin.describeConfigs(List.of(resource)).all().get().values();
      return configs.iterator().next().get(key).value();
    }
  }
}
