package dev.carve.standalone.verify;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.Topics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Watches topic `snapshots` on a thread of its own: how far each model has come, as far as it is
/// committed.
final class CommittedSteps implements AutoCloseable {
  private final String bootstrapServers;
  private final Map<String, Long> steps = new ConcurrentHashMap<>();
  private final AtomicLong snapshots = new AtomicLong();
  private final Thread thread;
  private volatile boolean stopped;

  private CommittedSteps(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.thread = Thread.ofPlatform().name("carve-verify-steps").daemon().unstarted(this::watch);
  }

  static CommittedSteps watch(String bootstrapServers) {
    CommittedSteps watched = new CommittedSteps(bootstrapServers);
    watched.thread.start();
    return watched;
  }

  /// The last step of a model; -1 while there is none.
  long of(String model) {
    return steps.getOrDefault(model, -1L);
  }

  /// How many snapshots there are.
  long snapshots() {
    return snapshots.get();
  }

  /// Steps taken, over all models.
  long total() {
    return steps.values().stream().mapToLong(Long::longValue).sum();
  }

  /// The last step of each model, now.
  Map<String, Long> copy() {
    return Map.copyOf(steps);
  }

  private void watch() {
    try (CommittedRecords records =
        new CommittedRecords(bootstrapServers, Topics.SNAPSHOTS.name())) {
      while (!stopped) {
        records.poll(this::take);
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> taken) {
    ParameterSnapshot snapshot = Topics.SNAPSHOTS.codec().decode(taken.value());
    steps.merge(snapshot.model(), snapshot.step(), Math::max);
    snapshots.incrementAndGet();
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
