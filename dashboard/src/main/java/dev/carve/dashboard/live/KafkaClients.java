package dev.carve.dashboard.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// How the dashboard's Kafka clients are set up.
///
/// @param bootstrapServers where Kafka is
/// @param registry where the clients' own meters go
record KafkaClients(String bootstrapServers, MeterRegistry registry) {
  private static final int FRAMES_FETCHED_BYTES = 8 << 20;
  private static final int LARGEST_COMMAND_BYTES = 128 << 20; // a fork carries a whole state
  private static final long SEND_BUFFER_BYTES = 192L << 20;

  /// A consumer that sees committed records only and belongs to no group.
  Consumer<byte[], byte[]> consumer(String clientId) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.CLIENT_ID_CONFIG,
            clientId,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            FRAMES_FETCHED_BYTES,
            ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            2_000L,
            ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG,
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /// A producer that gives up before an operator does.
  Producer<byte[], byte[]> producer(String clientId) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            LARGEST_COMMAND_BYTES,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            SEND_BUFFER_BYTES,
            ProducerConfig.CLIENT_ID_CONFIG,
            clientId,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            5_000L,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            3_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            8_000,
            ProducerConfig.LINGER_MS_CONFIG,
            0L,
            ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            2_000L,
            ProducerConfig.ENABLE_METRICS_PUSH_CONFIG,
            false),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  KafkaClientMetrics meters(Consumer<byte[], byte[]> consumer) {
    KafkaClientMetrics meters = new KafkaClientMetrics(consumer);
    meters.bindTo(registry);
    return meters;
  }

  KafkaClientMetrics meters(Producer<byte[], byte[]> producer) {
    KafkaClientMetrics meters = new KafkaClientMetrics(producer);
    meters.bindTo(registry);
    return meters;
  }
}
