package dev.carve.dashboard.live;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.List;
import java.util.Set;

/// Lets through the few meters of Kafka's clients that an operator reads; the clients have
/// hundreds.
final class KafkaMeterFilter {
  /* Each of these exists with one set of tag keys only: a Prometheus registry refuses a second set. */
  private static final Set<String> READ_BY_OPERATORS =
      Set.of(
          "kafka.consumer.connection.count",
          "kafka.consumer.network.io.total",
          "kafka.consumer.failed.authentication.total",
          "kafka.consumer.fetch.manager.fetch.latency.avg",
          "kafka.consumer.fetch.manager.fetch.latency.max",
          "kafka.consumer.fetch.manager.records.lag",
          "kafka.consumer.last.poll.seconds.ago",
          "kafka.consumer.poll.idle.ratio.avg",
          "kafka.producer.connection.count",
          "kafka.producer.record.error.total",
          "kafka.producer.record.retry.total",
          "kafka.producer.record.send.total",
          "kafka.producer.request.latency.avg",
          "kafka.producer.request.latency.max");

  private KafkaMeterFilter() {}

  /// A registry that hands on to another what passes the filter.
  static MeterRegistry over(MeterRegistry registry) {
    CompositeMeterRegistry filtered = new CompositeMeterRegistry(Clock.SYSTEM, List.of(registry));
    filtered.config().meterFilter(MeterFilter.denyUnless(KafkaMeterFilter::isReadByOperators));
    return filtered;
  }

  /// Kafka names every topic with a period a second time, with an underscore.
  private static boolean isReadByOperators(Meter.Id id) {
    String topic = id.getTag("topic");
    return READ_BY_OPERATORS.contains(id.getName()) && (topic == null || topic.indexOf('.') > 0);
  }
}
