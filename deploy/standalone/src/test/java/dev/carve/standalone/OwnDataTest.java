package dev.carve.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carve.core.event.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One's own model and examples, from a plain Kafka producer, into a running demo.
class OwnDataTest {
  private static final String SPEC =
      """
      name: mine
      inputs: [height, weight, age]
      layers:
        - {units: 6, activation: relu}
      classes: ["no", "yes"]
      batch-size: 8
      """;

  @TempDir Path data;
  @TempDir Path files;

  @Test
  void shouldTrainAModelOnExamplesFromAnyProducerAndKeepWhatIsMalformed() throws IOException {
    Path spec = Files.writeString(files.resolve("mine.yaml"), SPEC);
    try (CarveProcess carve = CarveProcess.demo(data)) {
      carve.await("the demo", () -> carve.step("two-spirals") > 0);
      assertThat(
              run(
                  "model",
                  "create",
                  "--spec",
                  spec.toString(),
                  "--bootstrap-servers",
                  carve.bootstrapServers()))
          .contains("mine");
      send(carve);

      carve.await("the model to train", () -> carve.step("mine") >= 50);
      carve.await("its run to be journalled", () -> hasRun(carve, "mine"));
      List<ConsumerRecord<String, String>> letters = deadLetters(carve);
      assertThat(letters).extracting(ConsumerRecord::value).containsExactly("{\"features\": [1, 2");
      assertThat(
              new String(
                  letters.getFirst().headers().lastHeader("carve.error.message").value(), UTF_8))
          .isNotBlank();
      assertThat(run("model", "list", "--bootstrap-servers", carve.bootstrapServers()))
          .contains("mine")
          .contains("two-spirals");
      assertThat(run("model", "show", "mine", "--bootstrap-servers", carve.bootstrapServers()))
          .contains("height");
    }
  }

  private static String run(String... arguments) {
    try (CarveProcess command = CarveProcess.start(arguments)) {
      assertThat(command.awaitEnd()).as(command.error()).isZero();
      return command.output();
    }
  }

  private static boolean hasRun(CarveProcess carve, String model) {
    for (JsonNode run : carve.get("/api/runs").get("runs")) {
      if (run.get("model").asText().equals(model)) {
        return true;
      }
    }
    return false;
  }

  private static void send(CarveProcess carve) {
    SplittableRandom random = new SplittableRandom(7);
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", carve.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (int i = 0; i < 400; i++) {
        String label = random.nextBoolean() ? "yes" : "no";
        String json =
            i == 99
                ? "{\"features\": [1, 2"
                : "{\"features\": [%.3f, %.3f, 1], \"label\": \"%s\"}"
                    .formatted(random.nextGaussian(), label.equals("yes") ? 1.0 : -1.0, label);
        sent.add(producer.send(new ProducerRecord<>(Topics.EXAMPLES.name(), "mine", json)));
      }
      for (int i = 0; i < 8; i++) {
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    Topics.EXAMPLES.name(), "mine", "{\"features\": [0, 1, 1], \"label\": 1}")));
      }
      producer.flush();
    }
    assertThat(sent).hasSize(408).allMatch(record -> record.state() == Future.State.SUCCESS);
  }

  private static List<ConsumerRecord<String, String>> deadLetters(CarveProcess carve) {
    List<ConsumerRecord<String, String>> letters = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", carve.bootstrapServers(),
                "group.id", "test",
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of(Topics.DEAD_LETTERS));
      carve.await(
          "the dead letter",
          () -> {
            consumer.poll(Duration.ofMillis(100)).forEach(letters::add);
            return !letters.isEmpty();
          });
    }
    return letters;
  }
}
