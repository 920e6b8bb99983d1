package dev.carve.trainer.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.Example;
import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.Minibatch;
import dev.carve.core.event.MinibatchReader;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.Topics;
import dev.carve.core.training.ModelState;
import dev.carve.core.training.ModelTraining;
import dev.carve.trainer.TrainerDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoisonRecordsTest {
  private static final int POISON = 100_000;
  private static final int GOOD_EVERY = 50;
  private static final List<String> MODELS = List.of("spirals", "circles");
  private static final String ID = "poison-id";

  @TempDir Path directory;
  private final Map<Integer, PoisonRecords.Poison> awaited = new HashMap<>();
  private final BitSet refused = new BitSet();

  /// What a run leaves behind.
  private record Outcome(Map<String, byte[]> states, List<ModelEvent> events) {
    byte[] stateOf(String model) {
      return Objects.requireNonNull(states.get(model));
    }
  }

  @Test
  void shouldRefuseEveryPoisonRecordOnceWithItsReasonAndChangeNoModel() {
    Outcome poisoned = run(directory.resolve("poisoned"), true);
    Outcome clean = run(directory.resolve("clean"), false);

    assertThat(refused.cardinality()).isEqualTo(POISON);
    assertThat(poisoned.events()).isEqualTo(clean.events());
    for (String model : MODELS) {
      assertThat(poisoned.stateOf(model)).isEqualTo(clean.stateOf(model));
      assertThat(ModelState.read(clean.stateOf(model)).step()).isGreaterThan(1_000);
    }
  }

  private Outcome run(Path stateDirectory, boolean withPoison) {
    PoisonRecords poison = new PoisonRecords(26);
    try (TrainerDriver trainer = new TrainerDriver(stateDirectory)) {
      for (String model : MODELS) {
        String spec = TrainerDriver.SPEC.replace("spirals", model);
        trainer.send(ControlCommand.create(trainer.nextCommandId(), model, spec, Instant.EPOCH));
      }
      List<ModelEvent> events = new ArrayList<>();
      for (int i = 0; i < POISON; i++) {
        if (withPoison) {
          send(trainer, i, poison.next());
        }
        if (i % GOOD_EVERY == 0) {
          sendGood(trainer, i / GOOD_EVERY);
          trainer.advance(Duration.ofMillis(2));
        }
        if (i % 1_000 == 999) {
          trainer.deadLetters().forEach(this::check);
          assertThat(awaited).isEmpty();
          events.addAll(trainer.events());
          trainer.snapshots();
          trainer.metrics();
          trainer.minibatches();
        }
      }
      return new Outcome(states(trainer), events);
    }
  }

  private static void sendGood(TrainerDriver trainer, int i) {
    for (String model : MODELS) {
      trainer.sendSeparableMinibatch(model, i);
      trainer.sendExample(
          model, Example.labelled(Floats.of(i % 7, i % 3), new Example.Label.Index(i % 2)));
    }
  }

  private void send(TrainerDriver trainer, int id, PoisonRecords.Poison poison) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(ID, Integer.toString(id).getBytes(UTF_8));
    awaited.put(id, poison);
    trainer.sendRaw(
        poison.topic(), new TestRecord<>(poison.keyBytes(), poison.valueBytes(), headers));
  }

  private void check(TestRecord<byte[], byte[]> letter) {
    int id = Integer.parseInt(header(letter, ID));
    PoisonRecords.Poison poison =
        Objects.requireNonNull(awaited.remove(id), "refused twice: id=" + id);
    refused.set(id);
    assertThat(letter.key()).isEqualTo(poison.keyBytes());
    assertThat(letter.value()).isEqualTo(poison.valueBytes());
    assertThat(header(letter, "carve.topic")).isEqualTo(poison.topic());
    assertThat(header(letter, "carve.partition")).isEqualTo("0");
    assertThat(header(letter, "carve.offset")).containsOnlyDigits();
    assertThat(header(letter, "carve.error.class"))
        .as(poison.kind())
        .isIn("MalformedEventException", "UnusableRecordException");
    assertThat(header(letter, "carve.error.message")).isNotBlank();
  }

  private static String header(TestRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }

  /// {@return the stored states but for the offset, which poison records move on}
  private static Map<String, byte[]> states(TrainerDriver trainer) {
    MinibatchReader nothing = new MinibatchReader();
    nothing.read(
        Topics.MINIBATCHES
            .codec()
            .encode(new Minibatch(2, Floats.empty(), Ints.empty(), Instant.EPOCH, true)));
    Map<String, byte[]> states = new HashMap<>();
    for (String model : MODELS) {
      ModelTraining training = new ModelTraining(ModelState.read(trainer.storedState(model)));
      training.take(nothing);
      training.consume(0, 0, training.state().timeMs());
      states.put(model, training.state().toBytes());
    }
    return states;
  }
}
