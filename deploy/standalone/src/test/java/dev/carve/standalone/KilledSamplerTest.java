package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.Floats;
import dev.carve.core.event.InputStatistics;
import dev.carve.core.event.Ints;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.RecentExamples;
import dev.carve.core.event.Topics;
import dev.carve.core.event.TrainingState;
import dev.carve.core.network.ModelSpec;
import dev.carve.sampler.journal.JournalIdentity;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunReader;
import dev.carve.sampler.journal.RunVerification;
import dev.carve.standalone.broker.EmbeddedBroker;
import dev.carve.standalone.broker.TopicSetup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Kills the sampler, a process of its own with a real broker, while it appends, and looks at what
/// is in the journal. `-Dcarve.kills=20` kills it more often.
final class KilledSamplerTest {
  private static final int KILLS = Integer.getInteger("carve.kills", 4);
  private static final long SEED = 20260304;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SNAPSHOTS_PER_EVENT = 50;
  private static final String RUN = "spirals-1";
  private static final TopicPartition SNAPSHOTS = new TopicPartition(Topics.SNAPSHOTS.name(), 0);
  private static final TopicPartition EVENTS = new TopicPartition(Topics.EVENTS.name(), 0);

  private static final ModelSpec SPEC =
      ModelSpec.parse(
          """
          name: spirals
          inputs: 2
          layers:
            - {units: 8, activation: tanh}
            - {units: 8, activation: tanh}
          classes: [orange, blue]
          optimizer: {type: sgd, learning-rate: 0.05}
          """);

  @TempDir private Path directory;

  /// Why something is not in the topics.
  private final Queue<Exception> notSent = new ConcurrentLinkedQueue<>();

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void shouldHoldEverySnapshotWhoseOffsetWasCommittedHoweverOftenTheSamplerIsKilled()
      throws Exception {
    Random random = new Random(SEED);
    AtomicBoolean stopped = new AtomicBoolean();
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0)) {
      new TopicSetup(broker.bootstrapServers(), Duration.ZERO).createMissing(1);
      Thread producing =
          Thread.ofPlatform().start(() -> produce(broker.bootstrapServers(), stopped));
      try (Admin admin = admin(broker)) {
        long committed = 0;
        for (int kill = 0; kill < KILLS; kill++) {
          try (CarveProcess sampler = sampler(broker)) {
            awaitCommitted(admin, committed + 1 + random.nextInt(2_000));
            sampler.kill();
            committed = committed(admin).getOrDefault(SNAPSHOTS, 0L);
            String told =
                "seed=%d, kill=%d, the sampler said: %s".formatted(SEED, kill, sampler.error());
            requireWhole(committed, committed(admin).getOrDefault(EVENTS, 0L), told);
          }
        }
      } finally {
        stopped.set(true);
        producing.join();
      }
    }
  }

  private CarveProcess sampler(EmbeddedBroker broker) {
    return CarveProcess.start(
        "sampler",
        "--bootstrap-servers",
        broker.bootstrapServers(),
        "--data",
        data().toString(),
        "--http-port",
        "0");
  }

  private Path data() {
    return directory.resolve("data");
  }

  private void requireWhole(long committedSnapshots, long committedEvents, String told) {
    assertThat(notSent).as("what the topics lack").isEmpty();
    Path journal = data().resolve("journal");
    assertThat(RunVerification.verify(journal, RUN, _ -> {}).damage()).as(told).isEmpty();
    try (RunReader reader = RunReader.open(journal, RUN)) {
      long next = 0;
      for (var entry = reader.at(0); entry.isPresent(); entry = reader.next()) {
        assertThat(entry.get().step()).as(told).isEqualTo(next);
        assertThat(entry.get().snapshot().parameters()).isEqualTo(snapshot(next).parameters());
        next++;
      }
      assertThat(next).as(told).isGreaterThanOrEqualTo(committedSnapshots);
      assertThat(reader.damaged()).isZero();
    }
    try (RunLibrary library = new RunLibrary(journal, Clock.systemUTC())) {
      List<Long> events = library.events(RUN).stream().map(ModelEvent::step).toList();
      assertThat(events)
          .hasSizeGreaterThanOrEqualTo((int) committedEvents)
          .isEqualTo(
              LongStream.range(0, events.size())
                  .map(number -> number * SNAPSHOTS_PER_EVENT)
                  .boxed()
                  .toList());
    }
  }

  private void awaitCommitted(Admin admin, long offset) throws Exception {
    long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
    while (committed(admin).getOrDefault(SNAPSHOTS, 0L) < offset) {
      assertThat(System.nanoTime()).as("waited for offset %d", offset).isLessThan(deadlineNs);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private Map<TopicPartition, Long> committed(Admin admin) throws Exception {
    String group = "carve-sampler-" + JournalIdentity.of(data().resolve("journal"));
    try {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      return Map.of(SNAPSHOTS, offset(offsets.get(SNAPSHOTS)), EVENTS, offset(offsets.get(EVENTS)));
    } catch (ExecutionException e) {
      return Map.of();
    }
  }

  private static long offset(@Nullable OffsetAndMetadata committed) {
    return committed == null ? 0 : committed.offset();
  }

  private static Admin admin(EmbeddedBroker broker) {
    return Admin.create(
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
  }

  /* About two thousand snapshots a second, in bursts, so that the sampler is always appending. */
  private void produce(String bootstrapServers, AtomicBoolean stopped) {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
      for (long step = 0; !stopped.get(); step++) {
        if (step % SNAPSHOTS_PER_EVENT == 0) {
          send(producer, EVENTS, Topics.EVENTS.codec().encode(event(step)));
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(25));
        }
        send(producer, SNAPSHOTS, Topics.SNAPSHOTS.codec().encode(snapshot(step)));
      }
    }
  }

  private void send(KafkaProducer<byte[], byte[]> producer, TopicPartition to, byte[] value) {
    byte[] key = SPEC.name().getBytes(StandardCharsets.UTF_8);
    var _ =
        producer.send(
            new ProducerRecord<>(to.topic(), to.partition(), key, value),
            (_, failure) -> {
              if (failure != null) {
                notSent.add(failure);
              }
            });
  }

  private static ModelEvent event(long step) {
    return new ModelEvent(
        SPEC.name(), RUN, step, ModelEvent.Type.DRIFT, "Drift.", Instant.EPOCH, "", "");
  }

  private static ParameterSnapshot snapshot(long step) {
    float[] parameters = new float[SPEC.network().parameterCount()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) Math.sin(0.001 * step + i);
    }
    return new ParameterSnapshot(
        SPEC.name(),
        RUN,
        step,
        SPEC.toYaml(),
        Floats.of(parameters),
        new InputStatistics(32 * step, new double[2], new double[] {step, step}),
        new RecentExamples(Floats.of(new float[] {1, step}), Ints.of(new int[] {0})),
        32 * step,
        0,
        step,
        1,
        0.5,
        0.05,
        Instant.EPOCH.plusMillis(step),
        TrainingState.TRAINING);
  }
}
