package dev.carve.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class StreamsMeterFilterTest {
  private static final String LAG = "kafka.consumer.fetch.manager.records.lag";

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final MeterRegistry filtered = StreamsMeterFilter.over(registry);

  @Test
  void shouldLetThroughWhatOperatorsRead() {
    filtered.gauge(LAG, Tags.of("topic", "carve.minibatches"), 3);
    filtered.gauge(LAG, Tags.of("topic", "carve-trainer-models-changelog"), 4);

    assertThat(registry.find(LAG).gauges()).hasSize(2);
  }

  @Test
  void shouldKeepTheRestOut() {
    filtered.gauge("kafka.admin.client.io.ratio", 3);
    filtered.gauge(LAG, Tags.of("topic", "carve_minibatches"), 3);

    assertThat(registry.getMeters()).isEmpty();
  }
}
