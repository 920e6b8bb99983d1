package dev.carve.standalone.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.event.Example;
import dev.carve.trainer.stream.ExampleSource;
import dev.carve.trainer.stream.JsonLinesSource;
import dev.carve.trainer.stream.LogAndSkipBadRows;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EpochSourceTest {
  private static final String LINES = "{\"features\":[1]}\n{\"features\":[2]}\nbad\n";

  @Test
  void shouldGiveTheInputAgainInItsOrder() {
    List<Float> features = new ArrayList<>();
    try (EpochSource source = new EpochSource(EpochSourceTest::open, 3)) {
      for (Optional<Example> next = source.next(); next.isPresent(); next = source.next()) {
        features.add(next.get().features().get(0));
      }
      assertThat(source.skipped()).isEqualTo(3);
      assertThat(source.next()).isEmpty();
    }
    assertThat(features).containsExactly(1f, 2f, 1f, 2f, 1f, 2f);
  }

  private static ExampleSource open() {
    return JsonLinesSource.of(
        "lines",
        new ByteArrayInputStream(LINES.getBytes(StandardCharsets.UTF_8)),
        new LogAndSkipBadRows());
  }
}
