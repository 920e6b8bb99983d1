package dev.carve.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carve.core.event.SampleEvents.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Collection;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {
  static Set<String> names() {
    return SampleEvents.byName().keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldDecodeWhatItEncoded(String name) {
    Sample<?> sample = sample(name);

    assertThat(sample.topic().codec().decode(sample.encoded())).isEqualTo(sample.event());
  }

  /// Each file holds messages as a version of the schema stored them: version 1 one of every type,
  /// a later one those with what it added.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void shouldReadMessagesOfEarlierSchemaVersions(int version) throws IOException {
    Properties stored = new Properties();
    try (InputStream file =
        CodecTest.class.getResourceAsStream("/events/version-%d.properties".formatted(version))) {
      stored.load(file);
    }

    assertThat(stored).isNotEmpty();
    for (String name : stored.stringPropertyNames()) {
      byte[] bytes = Base64.getDecoder().decode(stored.getProperty(name));
      Sample<?> sample = sample(name);
      assertThat(sample.topic().codec().decode(bytes)).as(name).isEqualTo(sample.event());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldRejectTruncatedBytes(String name) {
    Sample<?> sample = sample(name);
    byte[] whole = sample.encoded();
    byte[] truncated = java.util.Arrays.copyOf(whole, whole.length - 1);

    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> sample.topic().codec().decode(truncated))
        .withMessageContaining("bytes=%d".formatted(truncated.length));
  }

  @Test
  void shouldCoverEveryTopicOfEvents() {
    Collection<Sample<?>> samples = SampleEvents.byName().values();

    assertThat(samples.stream().map(sample -> sample.topic().name()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Topics.names().stream()
                .filter(topic -> !topic.equals(Topics.DEAD_LETTERS))
                .filter(topic -> !topic.equals(Topics.PREDICTIONS))
                .toList());
  }

  @Test
  void shouldRejectShapesThatContradictEachOther() {
    byte[] minibatch =
        dev.carve.core.event.proto.Minibatch.newBuilder()
            .setSize(2)
            .setInputs(2)
            .setFeatures(Floats.of(1, 2, 3).toBytes())
            .setLabels(Ints.of(0, 1).toBytes())
            .build()
            .toByteArray();

    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> Topics.MINIBATCHES.codec().decode(minibatch))
        .withMessage("features must be [size, inputs]: size=2, inputs=2, features=[3]");
  }

  private static Sample<?> sample(String name) {
    return Objects.requireNonNull(SampleEvents.byName().get(name));
  }
}
