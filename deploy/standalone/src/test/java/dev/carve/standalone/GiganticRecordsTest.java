package dev.carve.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.Floats;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.Topics;
import dev.carve.core.network.ModelSpec;
import dev.carve.standalone.broker.EmbeddedBroker;
import dev.carve.standalone.broker.TopicSetup;
import dev.carve.standalone.model.ModelCommands;
import dev.carve.trainer.TrainerConfig;
import dev.carve.trainer.TrainerService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Records as large as the broker takes, in every part of them, before a trainer that goes on.
@Timeout(300)
final class GiganticRecordsTest {
  // What Kafka adds to a record and its batch is less.
  private static final int LARGEST = EmbeddedBroker.MAXIMUM_MESSAGE_BYTES - 128;
  private static final int LARGEST_EXAMPLE = (16 << 20) - 128;
  private static final int LARGEST_KEPT_WHOLE =
      TrainerConfig.defaults("unused:9092", Path.of("unused")).maximumStateBytes() - 17_000;
  private static final byte[] KEY = "small".getBytes(UTF_8);

  @TempDir private Path directory;

  @Test
  void shouldEndInDeadLettersAndNotStopTheTrainer() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0)) {
      String servers = broker.bootstrapServers();
      new TopicSetup(servers, Duration.ofSeconds(10)).createMissing(1);
      send(servers);
      try (TrainerService _ =
          TrainerService.start(
              TrainerConfig.defaults(servers, directory.resolve("trainer")),
              new SimpleMeterRegistry())) {
        List<ConsumerRecord<byte[], byte[]>> letters = deadLetters(servers, 9);

        assertThat(letters).extracting(this::origin).doesNotHaveDuplicates();
        assertThat(letters)
            .filteredOn(letter -> letter.headers().lastHeader("carve.value.bytes") == null)
            .extracting(GiganticRecordsTest::bytes)
            .contains((long) LARGEST_KEPT_WHOLE, (long) LARGEST_EXAMPLE)
            .hasSize(5);
        assertThat(letters)
            .filteredOn(letter -> letter.headers().lastHeader("carve.value.bytes") != null)
            .allSatisfy(letter -> assertThat(bytes(letter)).isLessThanOrEqualTo(128 * 1024))
            .hasSize(4);
        assertThat(create(servers).type()).isEqualTo(ModelEvent.Type.CREATED);
      }
    }
  }

  private static void send(String servers) throws Exception {
    String minibatches = Topics.MINIBATCHES.name();
    String control = Topics.CONTROL.name();
    byte[] kilobyte = new byte[1024];
    String gigantic = "x".repeat(40 << 20);
    send(servers, minibatches, KEY, new byte[LARGEST - KEY.length], null);
    send(servers, minibatches, KEY, new byte[LARGEST_KEPT_WHOLE - KEY.length], null);
    send(servers, minibatches, new byte[LARGEST], null, null);
    send(servers, minibatches, KEY, kilobyte, new byte[LARGEST - 2 * 1024]);
    send(servers, Topics.EXAMPLES.name(), KEY, new byte[LARGEST_EXAMPLE - KEY.length], null);
    send(servers, Topics.EXAMPLES.name(), KEY, null, null);
    send(servers, control, KEY, new byte[LARGEST - KEY.length], null);
    send(servers, control, gigantic.getBytes(UTF_8), freeze("c", gigantic), null);
    send(servers, control, KEY, freeze(gigantic, "small"), null);
  }

  private static byte[] freeze(String id, String model) {
    return Topics.CONTROL
        .codec()
        .encode(ControlCommand.of(id, model, ControlCommand.Type.FREEZE, Instant.EPOCH));
  }

  private static void send(
      String servers,
      String topic,
      byte @Nullable [] key,
      byte @Nullable [] value,
      byte @Nullable [] header)
      throws Exception {
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", header);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                servers,
                "max.request.size",
                EmbeddedBroker.MAXIMUM_MESSAGE_BYTES,
                "buffer.memory",
                192L << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, key, value, headers)).get();
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> deadLetters(String servers, int count) {
    List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partition = List.of(new TopicPartition(Topics.DEAD_LETTERS, 0));
      consumer.assign(partition);
      consumer.seekToBeginning(partition);
      while (letters.size() < count) {
        consumer.poll(Duration.ofMillis(100)).forEach(letters::add);
      }
    }
    return letters;
  }

  private static ModelEvent create(String servers) {
    try (ModelCommands commands =
        new ModelCommands(servers, Duration.ofMinutes(1), InstantSource.system())) {
      return commands.create(
          ModelSpec.parse("{name: small, inputs: 2, layers: [], classes: [a, b]}"),
          Floats.empty(),
          true);
    }
  }

  private String origin(ConsumerRecord<byte[], byte[]> letter) {
    return "%s %s".formatted(header(letter, "carve.topic"), header(letter, "carve.offset"));
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }

  private static long bytes(ConsumerRecord<byte[], byte[]> letter) {
    return (long) Math.max(0, letter.serializedKeySize())
        + Math.max(0, letter.serializedValueSize());
  }
}
