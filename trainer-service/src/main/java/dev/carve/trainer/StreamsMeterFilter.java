package dev.carve.trainer;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.List;
import java.util.Set;

/// Lets through the few meters of Kafka Streams that an operator reads; it has hundreds.
final class StreamsMeterFilter {
  /* Each of these exists with one set of tag keys only: a Prometheus registry refuses a second set. */
  private static final Set<String> READ_BY_OPERATORS =
      Set.of(
          "kafka.stream.alive.stream.threads",
          "kafka.stream.failed.stream.threads",
          "kafka.stream.client.state",
          "kafka.stream.thread.blocked.time.ns.total",
          "kafka.stream.thread.commit.latency.avg",
          "kafka.stream.thread.commit.latency.max",
          "kafka.stream.thread.commit.total",
          "kafka.stream.thread.poll.records.avg",
          "kafka.stream.thread.process.latency.avg",
          "kafka.stream.thread.process.latency.max",
          "kafka.stream.thread.process.total",
          "kafka.stream.thread.punctuate.latency.max",
          "kafka.stream.thread.task.total",
          "kafka.consumer.connection.count",
          "kafka.consumer.last.poll.seconds.ago",
          "kafka.consumer.fetch.manager.records.lag",
          "kafka.consumer.fetch.manager.fetch.latency.avg",
          "kafka.consumer.coordinator.assigned.partitions",
          "kafka.consumer.coordinator.last.heartbeat.seconds.ago",
          "kafka.consumer.coordinator.rebalance.total",
          "kafka.consumer.coordinator.failed.rebalance.total",
          "kafka.producer.record.error.total",
          "kafka.producer.record.retry.total",
          "kafka.producer.record.send.total",
          "kafka.producer.request.latency.avg",
          "kafka.producer.txn.commit.time.ns.total",
          "kafka.producer.txn.abort.time.ns.total");

  private StreamsMeterFilter() {}

  /// A registry that hands on to another what passes the filter.
  static MeterRegistry over(MeterRegistry registry) {
    CompositeMeterRegistry filtered = new CompositeMeterRegistry(Clock.SYSTEM, List.of(registry));
    filtered.config().meterFilter(MeterFilter.denyUnless(StreamsMeterFilter::isReadByOperators));
    return filtered;
  }

  /// Kafka names every topic with a period a second time, with an underscore instead.
  private static boolean isReadByOperators(Meter.Id id) {
    String topic = id.getTag("topic");
    return READ_BY_OPERATORS.contains(id.getName())
        && (topic == null || !topic.startsWith("carve_"));
  }
}
