package dev.carve.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class EmbeddedBrokerTest {
  private static final String TOPIC = "test";

  @TempDir private Path directory;

  @Test
  void shouldKeepRecordsOverAStopAndAStart() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
      createTopic(broker);
      send(broker.bootstrapServers(), 0, 100);
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
      send(broker.bootstrapServers(), 100, 150);
      assertThat(readAll(broker)).isEqualTo(numbers(0, 150));
    }
  }

  @Test
  void shouldStopWithinTwoSeconds() {
    EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
    long beganNs = System.nanoTime();
    broker.close();
    assertThat(Duration.ofNanos(System.nanoTime() - beganNs)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void shouldKeepAcknowledgedRecordsWhenKilled() throws Exception {
    Process process = BrokerProcess.start(directory);
    String bootstrapServers = process.inputReader().readLine();
    assertThat(bootstrapServers).startsWith(LocalPort.HOST);
    send(bootstrapServers, 0, 500);
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
      assertThat(readAll(broker)).isEqualTo(numbers(0, 500));
    }
  }

  @Test
  void shouldSayThatAPortIsInUse() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(LocalPort.HOST))) {
      assertThatExceptionOfType(PortInUseException.class)
          .isThrownBy(() -> EmbeddedBroker.start(directory, socket.getLocalPort()))
          .withMessage(
              "port is in use by another process: address=127.0.0.1:%d", socket.getLocalPort());
    }
  }

  @Test
  void shouldListenOnTheGivenPortOfLoopbackOnly() throws Exception {
    int port = LocalPort.free(0);
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, port)) {
      assertThat(broker.port()).isEqualTo(port);
      for (String line : Files.readAllLines(Path.of("/proc/self/net/tcp"))) {
        String[] fields = line.strip().split("\\s+", 3);
        if (fields[1].endsWith(":%04X".formatted(port))) {
          assertThat(fields[1]).startsWith("0100007F:");
        }
      }
    }
  }

  @Test
  void shouldTakeRecordsOfSixtyFourMebibytesAndMore() throws Exception {
    byte[] large = new byte[96 << 20];
    large[large.length - 1] = 1;
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
      createTopic(broker);
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(
              Map.of(
                  "bootstrap.servers",
                  broker.bootstrapServers(),
                  "max.request.size",
                  EmbeddedBroker.MAXIMUM_MESSAGE_BYTES,
                  "buffer.memory",
                  128L << 20),
              new ByteArraySerializer(),
              new ByteArraySerializer())) {
        assertThat(producer.send(new ProducerRecord<>(TOPIC, large)).get().offset()).isZero();
      }
      try (KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(
              Map.of("bootstrap.servers", broker.bootstrapServers()),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer())) {
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        consumer.assign(Set.of(partition));
        consumer.seekToBeginning(Set.of(partition));
        var records = consumer.poll(Duration.ofSeconds(30)).records(partition);
        assertThat(records).hasSize(1);
        assertThat(records.getFirst().value()).isEqualTo(large);
      }
    }
  }

  static void createTopic(EmbeddedBroker broker) throws Exception {
    createTopic(broker.bootstrapServers());
  }

  static void createTopic(String bootstrapServers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
  }

  private static void send(String bootstrapServers, int from, int to) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new StringSerializer())) {
      for (int number = from; number < to; number++) {
        var acknowledged = producer.send(new ProducerRecord<>(TOPIC, Integer.toString(number)));
        if (number == to - 1) {
          acknowledged.get();
        }
      }
    }
  }

  private static List<String> readAll(EmbeddedBroker broker) {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      consumer.assign(Set.of(partition));
      consumer.seekToBeginning(Set.of(partition));
      long end = consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  private static List<String> numbers(int from, int to) {
    List<String> numbers = new ArrayList<>();
    for (int number = from; number < to; number++) {
      numbers.add(Integer.toString(number));
    }
    return numbers;
  }
}
