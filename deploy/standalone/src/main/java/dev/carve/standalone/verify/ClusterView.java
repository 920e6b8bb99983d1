package dev.carve.standalone.verify;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/// What the broker knows of its trainers.
final class ClusterView implements AutoCloseable {
  private final Admin admin;
  private final String applicationId;

  ClusterView(String bootstrapServers, String applicationId) {
    this.applicationId = applicationId;
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                false));
  }

  /// The transactions that are neither complete nor empty, in words.
  String transactions() {
    String open =
        get(() -> admin.listTransactions().all().get()).stream()
            .filter(listing -> listing.transactionalId().startsWith(applicationId))
            .map(TransactionListing::state)
            .filter(state ->
                state != TransactionState.COMPLETE_COMMIT
                    && state != TransactionState.COMPLETE_ABORT
                    && state != TransactionState.EMPTY)
            .map(state -> state.toString().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return open.isEmpty() ? "none" : open;
  }

  /// How many members of the group have partitions.
  long membersAtWork() {
    return get(() -> admin.describeConsumerGroups(List.of(applicationId)).all().get())
        .values()
        .stream()
        .flatMap(group -> group.members().stream())
        .filter(member -> !member.assignment().topicPartitions().isEmpty())
        .count();
  }

  @Override
  public void close() {
    admin.close();
  }

  private interface Answer<T> {
    T get() throws ExecutionException, InterruptedException;
  }

  private static <T> T get(Answer<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new VerificationFailedException("the broker must answer: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VerificationFailedException("verification was interrupted");
    }
  }
}
