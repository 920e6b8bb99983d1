package dev.carve.standalone.broker;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/// Who consumes from a cluster.
public final class ConsumerGroups {
  private static final int TIMEOUT_MS = 10_000;

  private final String bootstrapServers;

  /// The groups of one cluster.
  ///
  /// @param bootstrapServers where Kafka is
  public ConsumerGroups(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /// Finds out whether somebody is at work under a group's name.
  ///
  /// @param groupId the group
  /// @return true if it has members
  /// @throws NoBrokerException if no broker answers
  public boolean hasMembers(String groupId) {
    try (Admin admin = Admin.create(adminConfig())) {
      return admin
          .describeConsumerGroups(List.of(groupId))
          .all()
          .get(TIMEOUT_MS, TimeUnit.MILLISECONDS)
          .values()
          .stream()
          .anyMatch(group -> !group.members().isEmpty());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return false;
      }
      throw new NoBrokerException(bootstrapServers, e);
    } catch (TimeoutException e) {
      throw new NoBrokerException(bootstrapServers, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoBrokerException(bootstrapServers, e);
    }
  }

  private Map<String, Object> adminConfig() {
    return Map.of(
        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS,
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS,
        AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
  }
}
