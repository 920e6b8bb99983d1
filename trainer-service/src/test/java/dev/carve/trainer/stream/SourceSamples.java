package dev.carve.trainer.stream;

import dev.carve.core.event.Example;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What tests of sources share.
final class SourceSamples {
  private SourceSamples() {}

  static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  static List<Example> drain(ExampleSource source) {
    List<Example> examples = new ArrayList<>();
    for (Optional<Example> next = source.next(); next.isPresent(); next = source.next()) {
      examples.add(next.get());
    }
    return examples;
  }
}
