package dev.carve.trainer;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/// The clients of Kafka Streams, whose producers have the same transactional id after a restart.
///
/// Kafka Streams makes up a new id for each process without local files. The transaction of a
/// process that was killed would then stay open until it times out, and until then nobody reads
/// what lies behind it.
final class RestartableClients implements KafkaClientSupplier {
  private final String transactionalIdPrefix;

  /// Clients of one process.
  ///
  /// @param transactionalIdPrefix what its transactional ids begin with
  RestartableClients(String transactionalIdPrefix) {
    this.transactionalIdPrefix = transactionalIdPrefix;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    Map<String, Object> stable = new HashMap<>(config);
    stable.computeIfPresent(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG, (_, id) -> stableId(String.valueOf(id)));
    return new KafkaProducer<>(stable, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return getConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return getConsumer(config);
  }

  /// Kafka Streams' own id ends in the number of the thread.
  private String stableId(String id) {
    return transactionalIdPrefix + id.substring(id.lastIndexOf('-'));
  }
}
