package dev.carve.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SamplerConfigTest {
  private final SamplerConfig defaults = SamplerConfig.defaults("127.0.0.1:9092", Path.of("data"));

  @Test
  void shouldHaveDocumentedDefaults() {
    assertThat(defaults)
        .isEqualTo(
            new SamplerConfig(
                "127.0.0.1:9092",
                Path.of("data"),
                Optional.empty(),
                "127.0.0.1",
                8081,
                64,
                30,
                64,
                Duration.ofMinutes(5),
                268_435_456,
                Duration.ofMinutes(10),
                Duration.ofHours(24),
                Duration.ofDays(30),
                Duration.ofMinutes(1),
                Optional.empty(),
                Optional.empty()));
    assertThat(defaults.journalDirectory()).isEqualTo(Path.of("data", "journal"));
  }

  @Test
  void shouldListenOnLoopbackOnly() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new SamplerConfig(
                "127.0.0.1:9092",
                Path.of("data"),
                Optional.empty(),
                "0.0.0.0",
                8081,
                64,
                30,
                64,
                Duration.ofMinutes(5),
                0,
                Duration.ofMinutes(10),
                Duration.ofHours(24),
                Duration.ofDays(30),
                Duration.ofMinutes(1),
                Optional.empty(),
                Optional.empty()))
        .withMessage("httpHost must be a loopback address: 0.0.0.0");
  }

  @Test
  void shouldRejectAPortOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> defaults.withHttpPort(65_536))
        .withMessageEndingWith("65536");
  }
}
