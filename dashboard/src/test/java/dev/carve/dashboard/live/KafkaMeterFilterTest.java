package dev.carve.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class KafkaMeterFilterTest {
  private static final String LAG = "kafka.consumer.fetch.manager.records.lag";

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final MeterRegistry filtered = KafkaMeterFilter.over(registry);

  @Test
  void shouldLetThroughWhatOperatorsRead() {
    filtered.gauge(LAG, Tags.of("topic", "carve.frames"), 3);

    assertThat(registry.get(LAG).gauge().value()).isEqualTo(3);
  }

  @Test
  void shouldKeepTheRestOut() {
    filtered.gauge("kafka.consumer.iotime.total", 3);
    filtered.gauge(LAG, Tags.of("topic", "carve_frames"), 3);

    assertThat(registry.getMeters()).isEmpty();
  }
}
