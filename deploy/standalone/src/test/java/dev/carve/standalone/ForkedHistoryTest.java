package dev.carve.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.ControlCommand;
import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.Minibatch;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.Topics;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.training.ModelState;
import dev.carve.sampler.SamplerConfig;
import dev.carve.sampler.SamplerService;
import dev.carve.sampler.journal.JournalEntry;
import dev.carve.sampler.journal.RunJournal;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunReader;
import dev.carve.sampler.replay.MinibatchConsumer;
import dev.carve.sampler.replay.RebuiltStep;
import dev.carve.sampler.replay.StepReconstruction;
import dev.carve.standalone.broker.EmbeddedBroker;
import dev.carve.standalone.broker.TopicSetup;
import dev.carve.standalone.model.ModelCatalog;
import dev.carve.standalone.model.ModelCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A history that takes place behind a real broker, with a trainer that is killed in between: every
/// step of it can be rebuilt, and a fork with nothing changed takes the same steps again.
@Timeout(300)
final class ForkedHistoryTest {
  private static final ModelSpec SPEC =
      ModelSpec.parse(
          """
          name: history
          inputs: 2
          layers:
            - {units: 6, activation: tanh}
          classes: [orange, blue]
          optimizer: {type: sgd, learning-rate: 0.05, momentum: 0.9, nesterov: true}
          learning-rate-schedule: {type: cosine, steps: 9000, minimum: 0.001, warm-up: 300}
          gradient-clip-norm: 0.5
          batch-size: 4
          """);
  private static final int FORKED_AT = 617;
  private static final int MINIBATCHES = 11_500;

  private static final long PAUSE_MS = 5;

  @TempDir private Path directory;
  private final Instant begin = Instant.now().minusMillis(PAUSE_MS * MINIBATCHES);
  private int sent;

  @Test
  void shouldBeRebuiltAndTakenAgainBitForBit() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0)) {
      new TopicSetup(broker.bootstrapServers(), Duration.ZERO).createMissing(1);
      try (SamplerService sampler = sampler(broker);
          KafkaProducer<byte[], byte[]> producer = producer(broker)) {
        assertThat(sampler.isRunning()).isTrue();
        String run;
        try (CarveProcess trainer = trainer(broker)) {
          run = trainUpToTheFork(broker, producer, trainer);
          send(producer, 3_000);
          trainer.kill();
        }
        try (CarveProcess trainer = trainer(broker)) {
          awaitJournalled(trainer, run, FORKED_AT + 500);
          fork(broker, run);
          send(producer, 2_000);
          trainer.kill();
        }
        send(producer, MINIBATCHES - sent);
        try (CarveProcess trainer = trainer(broker)) {
          ParameterSnapshot parent = awaitLastStep(trainer, broker, "history");
          ParameterSnapshot fork = awaitLastStep(trainer, broker, "again");
          assertSameLearning(fork, parent);
          assertThat(fork.step() - FORKED_AT).isGreaterThan(10_000);
          assertThat(fork.lineage().parentRun()).isEqualTo(run);
          awaitJournalled(trainer, run, parent.step());
          awaitJournalled(trainer, fork.run(), fork.step());
          assertRebuilt(broker, run);
          assertRebuilt(broker, fork.run());
        }
      }
    }
  }

  private String trainUpToTheFork(
      EmbeddedBroker broker, KafkaProducer<byte[], byte[]> producer, CarveProcess trainer) {
    try (ModelCommands commands =
        new ModelCommands(
            broker.bootstrapServers(), Duration.ofSeconds(60), InstantSource.system())) {
      String run = commands.create(SPEC, Floats.empty(), true).run();
      send(producer, 400);
      awaitJournalled(trainer, run, 400);
      commands.ask("history", ControlCommand.Type.FREEZE);
      send(producer, 100);
      setLearningRate(producer);
      commands.ask("history", ControlCommand.Type.UNFREEZE);
      send(producer, 400);
      awaitJournalled(trainer, run, FORKED_AT + 1);
      return run;
    }
  }

  private void fork(EmbeddedBroker broker, String run) {
    try (CarveProcess fork =
        CarveProcess.start(
            "model",
            "fork",
            "%s@%d".formatted(run, FORKED_AT),
            "--name",
            "again",
            "--data",
            directory.toString(),
            "--bootstrap-servers",
            broker.bootstrapServers())) {
      assertThat(fork.awaitEnd()).as(fork.error()).isZero();
      assertThat(fork.output())
          .startsWith(
              "again was forked from step %d of run %s and follows history. Run again-"
                  .formatted(FORKED_AT, run));
    }
  }

  /// Rebuilds published steps from a journal that holds only what steps are rebuilt from.
  private void assertRebuilt(EmbeddedBroker broker, String run) {
    List<JournalEntry> published = journalled(run);
    Path sparse = directory.resolve("sparse");
    List<JournalEntry> others = new ArrayList<>();
    try (RunJournal journal =
        RunJournal.open(sparse, published.getFirst().snapshot(), Clock.systemUTC())) {
      for (JournalEntry entry : published) {
        boolean isLast = entry.step() == published.getLast().step();
        if (ModelState.isComplete(entry.snapshot()) || isLast) {
          journal.append(entry.snapshot(), entry.plane());
        } else {
          others.add(entry);
        }
      }
    }
    try (RunLibrary library = new RunLibrary(sparse, Clock.systemUTC())) {
      StepReconstruction steps =
          new StepReconstruction(library, MinibatchConsumer.of(broker.bootstrapServers()));
      int every = Math.max(1, others.size() / 12);
      for (int i = 0; i < others.size(); i += every) {
        ParameterSnapshot expected = others.get(i).snapshot();
        if (expected.step() > FORKED_AT) {
          RebuiltStep rebuilt = steps.at(run, expected.step());
          assertThat(rebuilt.wasPublished()).isFalse();
          assertThat(rebuilt.snapshot().parameters()).isEqualTo(expected.parameters());
          assertThat(rebuilt.snapshot().inputStatistics()).isEqualTo(expected.inputStatistics());
          assertThat(rebuilt.snapshot().inputOffset()).isEqualTo(expected.inputOffset());
        }
      }
    }
    assertThat(others.size()).isGreaterThan(10);
  }

  private List<JournalEntry> journalled(String run) {
    List<JournalEntry> entries = new ArrayList<>();
    try (RunLibrary library = library();
        RunReader reader = library.open(run)) {
      for (var entry = reader.at(0); entry.isPresent(); entry = reader.next()) {
        entries.add(entry.get());
      }
    }
    return entries;
  }

  private void awaitJournalled(CarveProcess trainer, String run, long step) {
    try (RunLibrary library = library()) {
      trainer.await(
          "step %d of %s in the journal".formatted(step, run),
          () -> library.find(run).filter(found -> found.lastStep() >= step).isPresent());
    }
  }

  private ParameterSnapshot awaitLastStep(
      CarveProcess trainer, EmbeddedBroker broker, String model) {
    ModelCatalog catalog = new ModelCatalog(broker.bootstrapServers());
    trainer.await(
        "the last step of " + model,
        () ->
            catalog
                .newestSnapshot(model)
                .filter(snapshot -> snapshot.inputOffset() >= MINIBATCHES)
                .isPresent());
    return catalog.newestSnapshot(model).orElseThrow();
  }

  private static void assertSameLearning(ParameterSnapshot fork, ParameterSnapshot parent) {
    assertThat(fork.step()).isEqualTo(parent.step());
    assertThat(fork.parameters()).isEqualTo(parent.parameters());
    assertThat(fork.inputStatistics()).isEqualTo(parent.inputStatistics());
    assertThat(fork.learningRate()).isEqualTo(parent.learningRate());
    assertThat(fork.inputOffset()).isEqualTo(parent.inputOffset());
  }

  private void send(KafkaProducer<byte[], byte[]> producer, int count) {
    for (int i = 0; i < count; i++) {
      Future<?> _ =
          producer.send(
              new ProducerRecord<>(
                  Topics.MINIBATCHES.name(),
                  null,
                  begin.plusMillis(PAUSE_MS * sent).toEpochMilli(),
                  "history".getBytes(UTF_8),
                  Topics.MINIBATCHES.codec().encode(minibatch(sent))));
      sent++;
    }
    producer.flush();
  }

  private static void setLearningRate(KafkaProducer<byte[], byte[]> producer) {
    ControlCommand command =
        new ControlCommand(
            "rate",
            "history",
            ControlCommand.Type.SET_LEARNING_RATE,
            "",
            Floats.empty(),
            false,
            0.03,
            Instant.now());
    Future<?> _ =
        producer.send(
            new ProducerRecord<>(
                Topics.CONTROL.name(),
                "history".getBytes(UTF_8),
                Topics.CONTROL.codec().encode(command)));
    producer.flush();
  }

  private static Minibatch minibatch(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] features = new float[8];
    int[] labels = new int[4];
    for (int j = 0; j < labels.length; j++) {
      labels[j] = random.nextInt(2);
      features[2 * j] = (float) (labels[j] * 2 - 1 + 0.5 * random.nextGaussian());
      features[2 * j + 1] = (float) random.nextGaussian();
    }
    return new Minibatch(2, Floats.of(features), Ints.of(labels), Instant.EPOCH, false);
  }

  private RunLibrary library() {
    return new RunLibrary(directory.resolve("journal"), Clock.systemUTC());
  }

  private CarveProcess trainer(EmbeddedBroker broker) {
    return CarveProcess.start(
        "trainer",
        "--data",
        directory.toString(),
        "--bootstrap-servers",
        broker.bootstrapServers());
  }

  private SamplerService sampler(EmbeddedBroker broker) {
    return SamplerService.start(
        SamplerConfig.defaults(broker.bootstrapServers(), directory).withHttpPort(0),
        new SimpleMeterRegistry());
  }

  private static KafkaProducer<byte[], byte[]> producer(EmbeddedBroker broker) {
    return new KafkaProducer<>(
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
