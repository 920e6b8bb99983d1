package dev.carve.benchmarks.pipeline;

import dev.carve.core.event.Topics;
import dev.carve.standalone.benchmark.BenchmarkRunException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/// How many minibatches are in their topic that the trainer has not committed.
public final class ConsumerLag implements AutoCloseable {
  private final Admin admin;
  private final ConsumedOffsets offsets;

  /// Connects.
  ///
  /// @param bootstrapServers where Kafka is
  /// @param group the trainer's application id
  public ConsumerLag(String bootstrapServers, String group) {
    this.admin =
        Admin.create(
            Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    this.offsets = new ConsumedOffsets(admin, group);
  }

  /// {@return minibatches, now}
  public long now() {
    String topic = Topics.MINIBATCHES.name();
    try {
      long end = offsets.end(topic);
      return Math.max(0, end - offsets.committed(topic));
    } catch (ExecutionException e) {
      throw new BenchmarkRunException("the broker must answer: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkRunException("interrupted");
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
