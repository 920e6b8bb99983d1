package dev.carve.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.dashboard.Samples;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConsumerStatusTest {
  private static final Instant NOW = Samples.TIME;

  private final ConsumerStatus reading =
      new ConsumerStatus("carve.frames", 4, NOW.minusMillis(120), true, "");

  @Test
  void shouldBeReadyWhenItHasReadWhatWasThereAndGoesOn() {
    assertThat(reading.ready(NOW)).isTrue();
    assertThat(reading.detail(NOW))
        .isEqualTo("carve.frames: 4 partitions assigned, caught up, polled 120 ms ago");
  }

  @Test
  void shouldNotBeReadyWhenItStandsStill() {
    assertThat(reading.ready(NOW.plus(ConsumerStatus.PATIENCE))).isFalse();
  }

  @Test
  void shouldNotBeReadyWhileItCatchesUp() {
    ConsumerStatus catchingUp = new ConsumerStatus("carve.frames", 4, NOW, false, "");

    assertThat(catchingUp.ready(NOW)).isFalse();
    assertThat(catchingUp.detail(NOW)).contains("catching up");
  }

  @Test
  void shouldSayWhyItIsNotReady() {
    assertThat(reading.failed("no connection to Kafka").ready(NOW)).isFalse();
    assertThat(ConsumerStatus.starting("carve.frames", NOW).detail(NOW))
        .isEqualTo("carve.frames: waiting for Kafka");
  }
}
