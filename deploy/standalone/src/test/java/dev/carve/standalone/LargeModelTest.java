package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.Minibatch;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.SurfaceFrame;
import dev.carve.core.event.Topics;
import dev.carve.core.network.ModelSpec;
import dev.carve.sampler.SamplerConfig;
import dev.carve.sampler.SamplerService;
import dev.carve.standalone.broker.EmbeddedBroker;
import dev.carve.standalone.broker.TopicSetup;
import dev.carve.standalone.model.CommandRejectedException;
import dev.carve.standalone.model.ModelCommands;
import dev.carve.standalone.model.TopicRecords;
import dev.carve.trainer.TrainerConfig;
import dev.carve.trainer.TrainerService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Models of a mebibyte and of 64 mebibytes of state, from the command to the frame, and over a
/// restart.
@Timeout(300)
final class LargeModelTest {
  private static final ModelSpec MEBIBYTE =
      spec("mebibyte", 120, "{units: 400}, {units: 100}", "adam");
  private static final ModelSpec LARGE = spec("large", 1024, "{units: 4096}, {units: 3072}", "sgd");
  private static final ModelSpec SMALL = spec("small", 2, "{units: 4}", "sgd");

  @TempDir private Path directory;

  @Test
  void shouldTrainAndBeDrawnAndGoOnAfterARestart() {
    assertThat(4L * 3 * MEBIBYTE.network().parameterCount()).isGreaterThan(1 << 20);
    assertThat(4L * LARGE.network().parameterCount()).isGreaterThan(64 << 20);
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0)) {
      String servers = broker.bootstrapServers();
      new TopicSetup(servers, Duration.ofSeconds(10)).createMissing(1);
      try (SamplerService _ = sampler(servers)) {
        try (TrainerService _ = trainer(servers);
            TopicRecords<ParameterSnapshot> snapshots =
                new TopicRecords<>(servers, Topics.SNAPSHOTS);
            TopicRecords<SurfaceFrame> frames = new TopicRecords<>(servers, Topics.FRAMES)) {
          create(servers, MEBIBYTE, LARGE);
          feed(servers, MEBIBYTE, LARGE);
          assertThat(awaitStep(snapshots, 1, MEBIBYTE, LARGE)).hasSize(2);
          create(servers, SMALL);
          feed(servers, SMALL);
          awaitFrame(frames, SMALL);
        }
        try (TrainerService _ = trainer(servers);
            TopicRecords<ParameterSnapshot> snapshots =
                new TopicRecords<>(servers, Topics.SNAPSHOTS)) {
          feed(servers, MEBIBYTE, LARGE);
          Map<String, ParameterSnapshot> after = awaitStep(snapshots, 2, MEBIBYTE, LARGE);
          assertThat(after)
              .hasEntrySatisfying(
                  "large",
                  snapshot -> {
                    assertThat(snapshot.examplesSeen()).isEqualTo(8);
                    assertThat(snapshot.parameters().length())
                        .isEqualTo(LARGE.network().parameterCount());
                  });
        }
      }
    }
  }

  @Test
  void shouldBeRefusedBeyondTheLimit() {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0)) {
      String servers = broker.bootstrapServers();
      new TopicSetup(servers, Duration.ofSeconds(10)).createMissing(1);
      try (TrainerService _ = trainer(servers)) {
        assertThatExceptionOfType(CommandRejectedException.class)
            .isThrownBy(
                () -> create(servers, spec("huge", 1024, "{units: 4096}, {units: 4096}", "adam")))
            .withMessageContaining("the state of a model must fit into one record");
        create(servers, SMALL);
      }
    }
  }

  private static ModelSpec spec(String name, int inputs, String layers, String optimizer) {
    return ModelSpec.parse(
        """
        name: %s
        inputs: %d
        layers: [%s]
        classes: [a, b]
        optimizer: {type: %s, learning-rate: 0.001}
        batch-size: 4
        """
            .formatted(name, inputs, layers, optimizer));
  }

  private TrainerService trainer(String servers) {
    return TrainerService.start(
        TrainerConfig.defaults(servers, directory.resolve("trainer")), new SimpleMeterRegistry());
  }

  private SamplerService sampler(String servers) {
    return SamplerService.start(
        SamplerConfig.defaults(servers, directory.resolve("sampler")).withHttpPort(0),
        new SimpleMeterRegistry());
  }

  private static void create(String servers, ModelSpec... specs) {
    try (ModelCommands commands =
        new ModelCommands(servers, Duration.ofMinutes(1), InstantSource.system())) {
      for (ModelSpec spec : specs) {
        commands.create(spec, Floats.empty(), true);
      }
    }
  }

  private static void feed(String servers, ModelSpec... specs) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (ModelSpec spec : specs) {
        var _ =
            producer.send(
                new ProducerRecord<>(
                    Topics.MINIBATCHES.name(),
                    spec.name().getBytes(StandardCharsets.UTF_8),
                    Topics.MINIBATCHES.codec().encode(minibatch(spec))));
      }
    }
  }

  private static Minibatch minibatch(ModelSpec spec) {
    Random random = new Random(1);
    float[] features = new float[spec.batchSize() * spec.network().inputs()];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    return new Minibatch(
        spec.network().inputs(),
        Floats.of(features),
        Ints.of(new int[spec.batchSize()]),
        Instant.EPOCH,
        true);
  }

  private static Map<String, ParameterSnapshot> awaitStep(
      TopicRecords<ParameterSnapshot> snapshots, long step, ModelSpec... specs) {
    Map<String, ParameterSnapshot> found = new HashMap<>();
    while (found.size() < specs.length) {
      snapshots.readNew(snapshot -> {
        if (snapshot.step() == step) {
          found.put(snapshot.model(), snapshot);
        }
      });
    }
    return found;
  }

  private static void awaitFrame(TopicRecords<SurfaceFrame> frames, ModelSpec spec) {
    Map<String, SurfaceFrame> found = new HashMap<>();
    while (!found.containsKey(spec.name())) {
      frames.readNew(frame -> found.put(frame.model(), frame));
    }
    assertThat(found.get(spec.name()).layers()).isNotEmpty();
  }
}
