package dev.carve.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.dashboard.DashboardConfig;
import dev.carve.sampler.SamplerConfig;
import dev.carve.standalone.config.ServiceConfiguration;
import dev.carve.standalone.storage.DataDirectory;
import dev.carve.trainer.TrainerConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The keys of every service: which there are, what they default to, and where they go.
final class ServiceDefaultsTest {
  private static final DataDirectory DATA = new DataDirectory(Path.of("data"));

  @TempDir private Path directory;

  @Test
  void shouldHaveTheDocumentedKeysAndDefaults() {
    assertThat(defaults(ServiceDefaults.trainer(DATA)))
        .containsExactly(
            "bootstrap-servers: 127.0.0.1:9092",
            "application-id: carve-trainer",
            "state-directory: data/trainer",
            "stream-threads: 1",
            "commit-interval: 100ms",
            "minibatch-maximum-age: 1s",
            "metrics-interval: 250ms",
            "maximum-state-bytes: 100663296");
    assertThat(defaults(ServiceDefaults.sampler(DATA)))
        .containsExactly(
            "bootstrap-servers: 127.0.0.1:9092",
            "data-directory: data",
            "group-id: ",
            "http-host: 127.0.0.1",
            "http-port: 8081",
            "grid-points: 64",
            "frames-per-second: 30.0",
            "open-journals: 64",
            "journal-idle-time: 5min",
            "reserved-disk-bytes: 268435456",
            "retention-interval: 10min",
            "thinned-after: 1440min",
            "hourly-after: 43200min",
            "event-neighbourhood: 1min",
            "retention-age: ",
            "retention-bytes: ");
    assertThat(defaults(ServiceDefaults.dashboard()))
        .containsExactly(
            "host: 127.0.0.1",
            "port: 8080",
            "bootstrap-servers: 127.0.0.1:9092",
            "sampler-url: http://127.0.0.1:8081",
            "command-timeout: 10s",
            "webroot: ",
            "read-only: false");
  }

  @Test
  void shouldDescribeEveryKeyAndNoOther() {
    Set<String> known =
        Stream.of(
                keys("trainer", ServiceDefaults.trainer(DATA)),
                keys("sampler", ServiceDefaults.sampler(DATA)),
                keys("dashboard", ServiceDefaults.dashboard()))
            .flatMap(List::stream)
            .collect(Collectors.toSet());
    assertThat(ServiceOptions.descriptions().stringPropertyNames()).isEqualTo(known);
  }

  @Test
  void shouldMapEveryKeyOfAFileWithAllServices() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("carve.yaml"),
            """
            trainer:
              bootstrap-servers: kafka:1
              application-id: app
              state-directory: state
              stream-threads: 2
              commit-interval: 200ms
              minibatch-maximum-age: 3s
              metrics-interval: 400ms
              maximum-state-bytes: 500000
            sampler:
              bootstrap-servers: kafka:2
              data-directory: journal
              group-id: group
              http-host: 127.0.0.2
              http-port: 3
              grid-points: 32
              frames-per-second: 4.5
              open-journals: 6
              journal-idle-time: 7s
              reserved-disk-bytes: 8000000000
              retention-interval: 1min
              thinned-after: 2h
              hourly-after: 3d
              event-neighbourhood: 4s
              retention-age: 50d
              retention-bytes: 6000
            dashboard:
              host: 127.0.0.3
              port: 4
              bootstrap-servers: kafka:3
              sampler-url: http://127.0.0.1:5
              command-timeout: 6s
              webroot: page
              read-only: true
            """);
    assertThat(ServiceDefaults.trainer(DATA).read(file, Map.of(), Map.of()))
        .isEqualTo(
            new TrainerConfig(
                "kafka:1",
                "app",
                Path.of("state"),
                2,
                Duration.ofMillis(200),
                Duration.ofSeconds(3),
                Duration.ofMillis(400),
                500_000));
    assertThat(ServiceDefaults.sampler(DATA).read(file, Map.of(), Map.of()))
        .isEqualTo(
            new SamplerConfig(
                "kafka:2",
                Path.of("journal"),
                Optional.of("group"),
                "127.0.0.2",
                3,
                32,
                4.5,
                6,
                Duration.ofSeconds(7),
                8_000_000_000L,
                Duration.ofMinutes(1),
                Duration.ofHours(2),
                Duration.ofDays(3),
                Duration.ofSeconds(4),
                Optional.of(Duration.ofDays(50)),
                Optional.of(6_000L)));
    assertThat(ServiceDefaults.dashboard().read(file, Map.of(), Map.of()))
        .isEqualTo(
            new DashboardConfig(
                "127.0.0.3",
                4,
                "kafka:3",
                URI.create("http://127.0.0.1:5"),
                Duration.ofSeconds(6),
                Optional.of(Path.of("page")),
                true));
  }

  private static List<String> defaults(ServiceConfiguration<?> configuration) {
    return configuration.keys().stream()
        .map(key -> "%s: %s".formatted(key.name(), key.defaultText()))
        .toList();
  }

  private static List<String> keys(String service, ServiceConfiguration<?> configuration) {
    return configuration.keys().stream().map(key -> service + "." + key.name()).toList();
  }
}
