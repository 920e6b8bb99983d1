package dev.carve.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardConfigTest {
  private final DashboardConfig defaults = DashboardConfig.defaults();

  @Test
  void shouldHaveTheDocumentedDefaults() {
    assertThat(defaults)
        .isEqualTo(
            new DashboardConfig(
                "127.0.0.1",
                8080,
                "127.0.0.1:9092",
                URI.create("http://127.0.0.1:8081"),
                Duration.ofSeconds(10),
                Optional.empty(),
                false));
  }

  @Test
  void shouldMapEveryKey() {
    assertThat(
            defaults
                .withHost("::1")
                .withPort(0)
                .withBootstrapServers("a:1,b:2")
                .withSamplerUrl(URI.create("http://127.0.0.1:1/base"))
                .withCommandTimeout(Duration.ofSeconds(1))
                .withWebroot(Path.of("page"))
                .withReadOnly(true))
        .isEqualTo(
            new DashboardConfig(
                "::1",
                0,
                "a:1,b:2",
                URI.create("http://127.0.0.1:1/base"),
                Duration.ofSeconds(1),
                Optional.of(Path.of("page")),
                true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost", "::1"})
  void shouldListenOnLoopback(String host) {
    assertThat(defaults.withHost(host).host()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0.0", "::", "192.168.1.2", "example.org", "localhost.example.org", ""})
  void shouldNotListenWhereStrangersAre(String host) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> defaults.withHost(host))
        .withMessageStartingWith("host must be a loopback address")
        .withMessageEndingWith("host=" + host);
  }

  @Test
  void shouldRefuseWhatCannotWork() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> defaults.withPort(65_536))
        .withMessage("port must be from 0 to 65535: port=65536");
    assertThatIllegalArgumentException().isThrownBy(() -> defaults.withBootstrapServers(" "));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> defaults.withSamplerUrl(URI.create("ftp://127.0.0.1")))
        .withMessage("samplerUrl must be http://host:port: samplerUrl=ftp://127.0.0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> defaults.withCommandTimeout(Duration.ZERO));
  }
}
