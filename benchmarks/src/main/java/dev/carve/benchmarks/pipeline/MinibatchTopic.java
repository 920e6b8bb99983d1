package dev.carve.benchmarks.pipeline;

import dev.carve.core.event.Topics;
import dev.carve.standalone.benchmark.BenchmarkRunException;
import dev.carve.standalone.broker.TopicSetup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/// Carve's topics on a fresh broker, with one model. Its minibatches are kept without limit.
public final class MinibatchTopic {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String bootstrapServers;
  private final MinibatchStream stream;

  private MinibatchTopic(String bootstrapServers, MinibatchStream stream) {
    this.bootstrapServers = bootstrapServers;
    this.stream = stream;
  }

  /// Creates the topics, and asks for the model.
  ///
  /// @param bootstrapServers where the broker is
  /// @param stream names the model
  /// @return the topic of its minibatches, empty
  public static MinibatchTopic create(String bootstrapServers, MinibatchStream stream) {
    MinibatchTopic topic = new MinibatchTopic(bootstrapServers, stream);
    topic.createMinibatches();
    new TopicSetup(bootstrapServers, PATIENCE).createMissing(1);
    try (LoadProducer producer = new LoadProducer(bootstrapServers, stream)) {
      producer.askForModel();
    }
    return topic;
  }

  private void createMinibatches() {
    Map<String, String> configs =
        Map.of(
            "retention.bytes", "-1",
            "retention.ms", "-1",
            "max.message.bytes", Integer.toString(16 << 20));
    NewTopic minibatches =
        new NewTopic(Topics.MINIBATCHES.name(), Optional.of(1), Optional.empty()).configs(configs);
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      admin.createTopics(List.of(minibatches)).all().get();
    } catch (ExecutionException e) {
      throw new BenchmarkRunException("the topic of minibatches must be new: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkRunException("interrupted");
    }
  }

  /// Writes the first minibatches of the stream.
  ///
  /// @param count how many
  /// @param perSecond at what rate they seem to have come, by their timestamps
  public void fill(long count, double perSecond) {
    long beganMs = System.currentTimeMillis() - (long) (1000 * count / perSecond);
    try (LoadProducer producer = new LoadProducer(bootstrapServers, stream)) {
      for (long i = 0; i < count; i++) {
        producer.minibatch(i, beganMs + (long) (1000 * i / perSecond));
      }
    }
  }
}
