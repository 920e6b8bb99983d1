package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.Minibatch;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.Topic;
import dev.carve.core.event.Topics;
import dev.carve.sampler.journal.JournalEntry;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunReader;
import dev.carve.standalone.broker.EmbeddedBroker;
import dev.carve.standalone.storage.DataDirectory;
import dev.carve.trainer.TrainerConfig;
import dev.carve.trainer.TrainerMetrics;
import dev.carve.trainer.TrainerTopology;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo, killed at random moments: nothing is lost, repeated or different from an undisturbed
/// run.
class KilledDemoTest {
  private static final long SEED = 20_260_101;
  private static final int KILLS = 4;

  @TempDir Path data;
  @TempDir Path undisturbedState;

  @Test
  void shouldGoOnAsIfNothingHadHappened() {
    killAtRandomMoments();
    try (EmbeddedBroker broker = EmbeddedBroker.start(new DataDirectory(data).broker(), 0)) {
      List<ParameterSnapshot> snapshots =
          committed(broker, Topics.SNAPSHOTS).stream()
              .map(record -> Topics.SNAPSHOTS.codec().decode(record.value()))
              .toList();

      assertThat(snapshots)
          .extracting(ParameterSnapshot::run)
          .containsOnly(snapshots.getFirst().run());
      assertThat(snapshots).extracting(ParameterSnapshot::step).doesNotHaveDuplicates().isSorted();
      assertThat(journalledSteps(snapshots.getFirst().run()))
          .as("steps in the journal, seed=%d", SEED)
          .isEqualTo(snapshots.stream().map(ParameterSnapshot::step).toList());
      assertThatParametersAreThoseOfAnUndisturbedRun(
          snapshots, committed(broker, Topics.CONTROL), committed(broker, Topics.MINIBATCHES));
    }
  }

  private void killAtRandomMoments() {
    SplittableRandom random = new SplittableRandom(SEED);
    long step = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (CarveProcess carve = CarveProcess.demo(data, "--rate", "400")) {
        long wanted = step + random.nextLong(1, 700);
        carve.await("step " + wanted, () -> carve.step("two-spirals") >= wanted);
        step = carve.step("two-spirals");
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(300)));
        carve.kill();
      }
    }
    try (CarveProcess carve = CarveProcess.demo(data, "--rate", "400")) {
      long wanted = step + 500;
      carve.await("step " + wanted, () -> carve.step("two-spirals") >= wanted);
      carve.stop();
      assertThat(carve.awaitEnd()).as(carve.error()).isZero();
    }
  }

  private List<Long> journalledSteps(String run) {
    List<Long> steps = new ArrayList<>();
    try (RunLibrary library =
            new RunLibrary(new DataDirectory(data).journal(), InstantSource.system());
        RunReader reader = library.open(run)) {
      for (Optional<JournalEntry> entry = reader.at(0); entry.isPresent(); entry = reader.next()) {
        steps.add(entry.orElseThrow().step());
      }
      assertThat(reader.damaged()).isZero();
    }
    return steps;
  }

  private void assertThatParametersAreThoseOfAnUndisturbedRun(
      List<ParameterSnapshot> snapshots,
      List<ConsumerRecord<byte[], byte[]>> commands,
      List<ConsumerRecord<byte[], byte[]>> minibatches) {
    Map<Long, ParameterSnapshot> undisturbed = undisturbedRun(commands, minibatches);
    long compared = 0;
    for (ParameterSnapshot snapshot : snapshots) {
      ParameterSnapshot expected = undisturbed.get(snapshot.step());
      if (expected != null) {
        assertThat(snapshot.parameters())
            .as("parameters at step %d, seed=%d", snapshot.step(), SEED)
            .isEqualTo(expected.parameters());
        assertThat(snapshot.inputStatistics()).isEqualTo(expected.inputStatistics());
        assertThat(snapshot.loss()).isEqualTo(expected.loss());
        assertThat(snapshot.examplesSeen()).isEqualTo(expected.examplesSeen());
        compared++;
      }
    }
    assertThat(compared).as("snapshots compared").isGreaterThan(50);
    ParameterSnapshot last = snapshots.getLast();
    assertThat(undisturbed).containsKey(last.step());
  }

  /// The same commands and minibatches through the same topology, without Kafka and without a kill;
  /// a snapshot of every step.
  private Map<Long, ParameterSnapshot> undisturbedRun(
      List<ConsumerRecord<byte[], byte[]>> commands,
      List<ConsumerRecord<byte[], byte[]>> minibatches) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.STATE_DIR_CONFIG, undisturbedState.toString());
    Map<Long, ParameterSnapshot> snapshots = new HashMap<>();
    try (TopologyTestDriver driver =
        new TopologyTestDriver(
            TrainerTopology.of(
                TrainerConfig.defaults("unused:9092", undisturbedState),
                new TrainerMetrics(new SimpleMeterRegistry())),
            properties,
            Instant.EPOCH)) {
      var output =
          driver.createOutputTopic(
              Topics.SNAPSHOTS.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
      pipe(driver, Topics.CONTROL, commands);
      for (ConsumerRecord<byte[], byte[]> minibatch : minibatches) {
        pipe(driver, Topics.MINIBATCHES, List.of(everyStepPublished(minibatch)));
        for (byte[] snapshot : output.readValuesToList()) {
          ParameterSnapshot decoded = Topics.SNAPSHOTS.codec().decode(snapshot);
          snapshots.put(decoded.step(), decoded);
        }
      }
    }
    return snapshots;
  }

  private static ConsumerRecord<byte[], byte[]> everyStepPublished(
      ConsumerRecord<byte[], byte[]> record) {
    Minibatch minibatch = Topics.MINIBATCHES.codec().decode(record.value());
    byte[] published =
        Topics.MINIBATCHES
            .codec()
            .encode(
                new Minibatch(
                    minibatch.inputs(),
                    minibatch.features(),
                    minibatch.labels(),
                    minibatch.assembledAt(),
                    true));
    return new ConsumerRecord<>(
        record.topic(), record.partition(), record.offset(), record.key(), published);
  }

  private static void pipe(
      TopologyTestDriver driver, Topic<?> topic, List<ConsumerRecord<byte[], byte[]>> records) {
    var input =
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
    records.forEach(
        record -> input.pipeInput(record.key(), record.value(), Math.max(0, record.timestamp())));
  }

  private static List<ConsumerRecord<byte[], byte[]>> committed(
      EmbeddedBroker broker, Topic<?> topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }
}
