package dev.carve.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.Topics;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.dashboard.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicReaderTest {
  private static final String TOPIC = Topics.METRICS.name();
  private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
  private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final List<TrainingMetrics> read = new ArrayList<>();
  private int malformed;
  private TopicReader<TrainingMetrics> reader;

  @BeforeEach
  void create() {
    reader =
        new TopicReader<>(
            consumer,
            new TopicReader.Subscription<>(
                Topics.METRICS,
                new StartPosition(10),
                RecordSelection.NEWEST_PER_MODEL,
                read::add,
                () -> malformed++),
            InstantSource.fixed(Samples.TIME));
    consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 5L));
    consumer.updateEndOffsets(Map.of(FIRST, 100L, SECOND, 7L));
  }

  @Test
  void shouldWaitForATopicThatDoesNotExistYet() {
    consumer.updatePartitions(TOPIC, List.of());
    assertThat(reader.assign(Duration.ZERO)).isFalse();

    partitions(1);
    assertThat(reader.assign(Duration.ZERO)).isTrue();
  }

  @Test
  void shouldReadTheEndOfEveryPartition() {
    partitions(2);

    reader.assign(Duration.ZERO);

    assertThat(consumer.position(FIRST)).isEqualTo(90);
    assertThat(consumer.position(SECOND)).isEqualTo(5);
  }

  @Test
  void shouldReadAPartitionThatCameLaterFromItsBeginning() {
    partitions(1);
    reader.assign(Duration.ZERO);
    add(FIRST, 90, "moons", Topics.METRICS.codec().encode(Samples.metrics("moons", "moons-1", 1)));
    reader.poll(Duration.ZERO);
    consumer.updateBeginningOffsets(Map.of(SECOND, 0L));
    partitions(2);

    reader.assign(Duration.ZERO);

    assertThat(consumer.position(FIRST)).as("goes on where it was").isEqualTo(91);
    assertThat(consumer.position(SECOND)).isZero();
  }

  @Test
  void shouldDecodeOnlyTheNewestOfEachModel() {
    partitions(1);
    reader.assign(Duration.ZERO);
    add(FIRST, 90, "moons", Topics.METRICS.codec().encode(Samples.metrics("moons", "moons-1", 1)));
    add(FIRST, 91, "moons", Topics.METRICS.codec().encode(Samples.metrics("moons", "moons-1", 2)));
    add(FIRST, 92, "xor", Topics.METRICS.codec().encode(Samples.metrics("xor", "xor-1", 3)));

    ConsumerStatus status = reader.poll(Duration.ZERO);

    assertThat(read).extracting(TrainingMetrics::step).containsExactly(2L, 3L);
    assertThat(status.caughtUp()).isFalse();
    assertThat(status.partitions()).isEqualTo(1);
  }

  @Test
  void shouldHaveCaughtUpWhenItReachesWhatWasTheEnd() {
    partitions(1);
    reader.assign(Duration.ZERO);
    add(FIRST, 99, "moons", Topics.METRICS.codec().encode(Samples.metrics("moons", "moons-1", 1)));

    assertThat(reader.poll(Duration.ZERO).ready(Samples.TIME)).isTrue();
  }

  @Test
  void shouldSkipWhatItCannotDecode() {
    partitions(1);
    reader.assign(Duration.ZERO);
    add(FIRST, 90, "moons", "no metrics".getBytes(StandardCharsets.UTF_8));
    add(FIRST, 91, "moons", null);
    add(FIRST, 92, "xor", Topics.METRICS.codec().encode(Samples.metrics("xor", "xor-1", 3)));

    reader.poll(Duration.ZERO);

    assertThat(malformed).isEqualTo(1);
    assertThat(read).hasSize(1);
  }

  private void partitions(int count) {
    List<PartitionInfo> partitions = new ArrayList<>();
    for (int partition = 0; partition < count; partition++) {
      partitions.add(new PartitionInfo(TOPIC, partition, null, null, null));
    }
    consumer.updatePartitions(TOPIC, partitions);
  }

  private void add(TopicPartition partition, long offset, String key, byte @Nullable [] value) {
    consumer.addRecord(
        new ConsumerRecord<>(
            partition.topic(),
            partition.partition(),
            offset,
            key.getBytes(StandardCharsets.UTF_8),
            value));
  }
}
