package dev.carve.trainer.minibatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.Example;
import dev.carve.core.event.Floats;
import dev.carve.core.event.Minibatch;
import dev.carve.core.event.Topics;
import dev.carve.trainer.TrainerDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinibatchAssemblerTest {
  @TempDir Path directory;
  private TrainerDriver trainer;

  @BeforeEach
  void createModel() {
    trainer = new TrainerDriver(directory);
    trainer.create(TrainerDriver.SPEC);
  }

  @AfterEach
  void close() {
    trainer.close();
  }

  @Test
  void shouldCutAMinibatchWhenItIsFull() {
    for (int i = 0; i < 9; i++) {
      trainer.sendExample("spirals", "{\"features\": [%d, 0.5], \"label\": \"blue\"}".formatted(i));
    }

    assertThat(trainer.minibatches())
        .extracting(Minibatch::features)
        .containsExactly(
            Floats.of(0, 0.5f, 1, 0.5f, 2, 0.5f, 3, 0.5f),
            Floats.of(4, 0.5f, 5, 0.5f, 6, 0.5f, 7, 0.5f));
  }

  @Test
  void shouldCutAMinibatchWhenItsFirstExampleHasWaitedLongEnough() {
    trainer.sendExample("spirals", "{\"features\": [1, 2], \"label\": 0}");
    trainer.advance(Duration.ofMillis(900));
    assertThat(trainer.minibatches()).isEmpty();

    trainer.advance(Duration.ofMillis(200));

    assertThat(trainer.minibatches()).extracting(Minibatch::size).containsExactly(1);
    trainer.advance(Duration.ofSeconds(5));
    assertThat(trainer.minibatches()).isEmpty();
  }

  @Test
  void shouldCutWhatWaitsAtTheEndOfABoundedInput() {
    trainer.sendExample("spirals", example(1, "orange"));
    trainer.sendExample("spirals", Example.endOfInputMark());

    assertThat(trainer.minibatches())
        .singleElement()
        .satisfies(minibatch -> {
          assertThat(minibatch.size()).isEqualTo(1);
          assertThat(minibatch.endOfInput()).isTrue();
        });
  }

  @Test
  void shouldTakeLabelsByNameAndByNumber() {
    trainer.sendExample("spirals", example(1, "orange"));
    trainer.sendExample("spirals", example(1, "1"));
    trainer.sendExample("spirals", "{\"features\": [1, 2], \"label\": 1}");
    trainer.sendExample("spirals", "\n{\"features\": [1, 2], \"label\": \"blue\"}");

    assertThat(trainer.minibatches().getFirst().labels().array()).containsExactly(0, 1, 1, 1);
  }

  @Test
  void shouldLetTheExampleNameItsModel() {
    trainer.sendExample(
        null, "{\"model\": \"spirals\", \"features\": [1, 2], \"label\": \"blue\"}");
    trainer.sendExample("spirals", Example.endOfInputMark());

    assertThat(trainer.minibatches()).extracting(Minibatch::size).containsExactly(1);
  }

  @Test
  void shouldSendWhatCannotBeUsedToDeadLettersWithTheReasonAndGoOn() {
    trainer.sendExample("spirals", "{\"features\": [0.1, ");
    trainer.sendExample("spirals", "not an example");
    trainer.sendExample("spirals", "{\"features\": [1, 2, 3], \"label\": \"blue\"}");
    trainer.sendExample("spirals", "{\"features\": [1, 2], \"label\": \"green\"}");
    trainer.sendExample("spirals", "{\"features\": [1, 2]}");
    trainer.sendExample(
        "spirals",
        new Example("", Floats.of(1, Float.NaN), new Example.Label.Index(0), "", null, false));
    trainer.sendExample("circles", example(1, "blue"));
    trainer.sendExample(null, "{\"features\": [1, 2], \"label\": \"blue\"}");
    trainer.sendExample("spirals", example(1, "blue"));
    trainer.sendExample("spirals", Example.endOfInputMark());

    assertThat(trainer.deadLetterReasons())
        .hasSize(8)
        .satisfiesExactly(
            reason -> assertThat(reason).isNotBlank(),
            reason -> assertThat(reason).contains("Protobuf Example"),
            reason -> assertThat(reason).contains("inputs=2, features=3"),
            reason -> assertThat(reason).contains("label=green, classes=[orange, blue]"),
            reason -> assertThat(reason).contains("label must be present"),
            reason -> assertThat(reason).contains("features[1]=NaN"),
            reason -> assertThat(reason).contains("model=circles"),
            reason -> assertThat(reason).contains("key is absent"));
    assertThat(trainer.minibatches()).extracting(Minibatch::size).containsExactly(1);
  }

  @Test
  void shouldSayOnlyTheBeginningOfWhatIsGigantic() {
    String gigantic = "x".repeat(3 << 20);
    trainer.sendExample("spirals", "{\"features\": [1, 2], \"label\": \"%s\"}".formatted(gigantic));
    trainer.sendExample(gigantic, example(1, "blue"));
    trainer.sendExample(
        null, "{\"model\": \"%s\", \"features\": [1, 2], \"label\": \"blue\"}".formatted(gigantic));
    trainer.sendExample("spirals", "{\"%s\": 1}".formatted(gigantic));
    trainer.sendExample("spirals", "{\"features\": [\"%s\"]}".formatted(gigantic));

    assertThat(trainer.deadLetterReasons())
        .hasSize(5)
        .allSatisfy(reason -> assertThat(reason).hasSizeLessThan(200).isNotBlank())
        .satisfies(
            reason -> assertThat(reason).contains("x… (3,145,728 characters), classes="),
            atIndex(0))
        .satisfies(reason -> assertThat(reason).contains("bytes=3,145,728"), atIndex(1))
        .satisfies(reason -> assertThat(reason).contains("characters=3,145,728"), atIndex(2));
  }

  @Test
  void shouldSayOnlyTheBeginningOfTenThousandClasses() {
    String classes =
        IntStream.range(0, 10_000).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    trainer.send(
        ControlCommand.create(
            "c",
            "many",
            "{name: many, inputs: 2, layers: [], classes: [%s]}".formatted(classes),
            Instant.EPOCH));
    trainer.sendExample("many", example(1, "green"));

    assertThat(trainer.deadLetterReasons())
        .singleElement()
        .satisfies(reason -> assertThat(reason).hasSizeLessThan(250).contains("label=green"));
  }

  @Test
  void shouldTakeExamplesOfAnyTime() {
    for (Instant time : TrainerDriver.STRANGE_TIMES) {
      trainer.sendRaw(
          Topics.EXAMPLES.name(),
          new TestRecord<>(
              "spirals".getBytes(UTF_8),
              "{\"features\": [1, 2], \"label\": 0, \"time\": \"9999-12-31T23:59:59-18:00\"}"
                  .getBytes(UTF_8)),
          time);
    }
    trainer.sendExample("spirals", Example.endOfInputMark());

    assertThat(trainer.deadLetterReasons()).isEmpty();
    assertThat(trainer.minibatches())
        .extracting(Minibatch::size)
        .containsExactly(TrainerDriver.STRANGE_TIMES.size());
  }

  @Test
  void shouldKeepADeadLetterAsItCame() {
    trainer.sendExample("spirals", "nonsense");

    assertThat(trainer.deadLetters())
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.key()).isEqualTo("spirals".getBytes(UTF_8));
          assertThat(letter.value()).isEqualTo("nonsense".getBytes(UTF_8));
          assertThat(header(letter, "carve.topic")).isEqualTo("carve.examples");
          assertThat(header(letter, "carve.partition")).isEqualTo("0");
          assertThat(header(letter, "carve.offset")).isEqualTo("0");
          assertThat(header(letter, "carve.error.class")).isEqualTo("MalformedEventException");
        });
  }

  private static String header(
      org.apache.kafka.streams.test.TestRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }

  private static Example example(float x, String label) {
    return Example.labelled(Floats.of(x, 2), new Example.Label.Name(label));
  }
}
