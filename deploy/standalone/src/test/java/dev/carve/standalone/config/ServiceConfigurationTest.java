package dev.carve.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServiceConfigurationTest {
  private static final Sample DEFAULTS =
      new Sample(
          "127.0.0.1:9092",
          1,
          2L,
          0.5,
          true,
          Duration.ofMillis(100),
          Path.of("data"),
          URI.create("http://127.0.0.1:8081"),
          Optional.empty());

  private final ServiceConfiguration<Sample> configuration =
      new ServiceConfiguration<>("trainer", DEFAULTS);

  @TempDir private Path directory;

  /// One component of every type.
  record Sample(
      String bootstrapServers,
      int streamThreads,
      long size,
      double share,
      boolean strict,
      Duration interval,
      Path stateDirectory,
      URI url,
      Optional<Path> webroot) {
    Sample {
      if (streamThreads < 1) {
        throw new IllegalArgumentException("threads must be above 0: threads=" + streamThreads);
      }
    }
  }

  @Test
  void shouldGiveTheDefaults() {
    assertThat(configuration.read(null, Map.of(), Map.of())).isEqualTo(DEFAULTS);
    assertThat(configuration.keys().stream().map(ServiceConfiguration.Key::name))
        .containsExactly(
            "bootstrap-servers",
            "stream-threads",
            "size",
            "share",
            "strict",
            "interval",
            "state-directory",
            "url",
            "webroot");
    assertThat(configuration.keys().stream().map(ServiceConfiguration.Key::defaultText))
        .containsExactly(
            "127.0.0.1:9092",
            "1",
            "2",
            "0.5",
            "true",
            "100ms",
            "data",
            "http://127.0.0.1:8081",
            "");
  }

  @Test
  void shouldReadEveryTypeFromAFile() throws IOException {
    Path file =
        write(
            """
            trainer:
              bootstrap-servers: kafka:9092
              stream-threads: 4
              size: 5000000000
              share: 0.25
              strict: false
              interval: 2s
              state-directory: /var/lib/carve
              url: http://127.0.0.1:9000
              webroot: /srv/page
            sampler:
              anything: 1
            """);
    assertThat(configuration.read(file, Map.of(), Map.of()))
        .isEqualTo(
            new Sample(
                "kafka:9092",
                4,
                5_000_000_000L,
                0.25,
                false,
                Duration.ofSeconds(2),
                Path.of("/var/lib/carve"),
                URI.create("http://127.0.0.1:9000"),
                Optional.of(Path.of("/srv/page"))));
  }

  @Test
  void shouldLetFlagsWinOverEnvironmentOverFile() throws IOException {
    Path file = write("trainer: {size: 10, stream-threads: 10, bootstrap-servers: file:1}\n");
    Map<String, String> environment =
        Map.of("CARVE_TRAINER_SIZE", "20", "CARVE_TRAINER_STREAM_THREADS", "20", "HOME", "/");
    Sample sample = configuration.read(file, environment, Map.of("size", "30"));
    assertThat(sample.size()).isEqualTo(30);
    assertThat(sample.streamThreads()).isEqualTo(20);
    assertThat(sample.bootstrapServers()).isEqualTo("file:1");
  }

  @Test
  void shouldNameTheNearestKeyOfAnUnknownOne() throws IOException {
    Path file = write("trainer: {stream-treads: 10}\n");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> configuration.read(file, Map.of(), Map.of()))
        .withMessage(
            "unknown key, did you mean trainer.stream-threads? key=trainer.stream-treads, file="
                + file);
    Path service = write("trianer: {size: 10}\n");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> configuration.read(service, Map.of(), Map.of()))
        .withMessage("unknown service, did you mean trainer? service=trianer, file=" + service);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> configuration.read(null, Map.of("CARVE_TRAINER_SIZ", "1"), Map.of()))
        .withMessageStartingWith("unknown environment variable, did you mean CARVE_TRAINER_SIZE?");
  }

  @Test
  void shouldNameTheValueThatIsWrong() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> configuration.read(null, Map.of(), Map.of("stream-threads", "two")))
        .withMessage("trainer.stream-threads must be a whole number: trainer.stream-threads=two");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> configuration.read(null, Map.of(), Map.of("interval", "5 weeks")))
        .withMessage(
            "trainer.interval must be a duration such as 100ms, 5s or 2min: trainer.interval=5 weeks");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> configuration.read(null, Map.of(), Map.of("stream-threads", "0")))
        .withMessage(
            "configuration of the trainer cannot be used: threads must be above 0: threads=0");
  }

  @Test
  void shouldNameTheFileThatCannotBeRead() throws IOException {
    Path missing = directory.resolve("missing.yaml");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> configuration.read(missing, Map.of(), Map.of()))
        .withMessage("no such configuration file: path=" + missing);
    Path broken = write("trainer: {size: [}\n");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> configuration.read(broken, Map.of(), Map.of()))
        .withMessageStartingWith("configuration file must be YAML: path=" + broken);
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "carve", ".yaml"), yaml);
  }

  @Test
  void shouldNotTakeAMistypedTruthForNo() {
    assertThat(configuration.read(null, Map.of(), Map.of("strict", "FALSE")).strict()).isFalse();
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> configuration.read(null, Map.of(), Map.of("strict", "ture")))
        .withMessage("trainer.strict must be true or false: trainer.strict=ture");
  }
}
