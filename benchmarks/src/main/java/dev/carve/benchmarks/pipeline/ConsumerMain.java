package dev.carve.benchmarks.pipeline;

import dev.carve.benchmarks.measurement.Answers;
import dev.carve.benchmarks.measurement.Slice;
import dev.carve.benchmarks.measurement.Stopwatch;
import dev.carve.core.event.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The process of a plain consumer, which shows what reading alone takes. It answers `round COUNT`.
public final class ConsumerMain {
  private static final Duration POLL = Duration.ofMillis(100);

  private ConsumerMain() {}

  /// Serves until standard input ends.
  ///
  /// @param arguments address of the broker
  /// @throws IOException if standard input cannot be read
  public static void main(String[] arguments) throws IOException {
    Answers.serve(question -> round(arguments[0], Long.parseLong(question[1])));
  }

  private static Slice round(String bootstrapServers, long count) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                10_000,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                8 << 20,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                10,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG,
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(new TopicPartition(Topics.MINIBATCHES.name(), 0)));
      long before = read(consumer, count / 10);
      Stopwatch stopwatch = new Stopwatch(Thread.currentThread());
      return stopwatch.read(read(consumer, count - count / 50 - before));
    }
  }

  private static long read(KafkaConsumer<byte[], byte[]> consumer, long count) {
    long consumed = 0;
    while (consumed < count) {
      consumed += consumer.poll(POLL).count();
    }
    return consumed;
  }
}
