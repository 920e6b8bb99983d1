package dev.carve.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.network.ModelSpec;
import dev.carve.trainer.stream.SyntheticShape;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DemoSpecsTest {
  @ParameterizedTest
  @MethodSource("streams")
  void shouldHaveAModelForEveryStream(String name) {
    ModelSpec spec = DemoSpecs.spec(name);
    assertThat(spec.name()).isEqualTo(name);
    assertThat(spec.inputs()).containsExactly("x", "y");
    assertThat(spec.classes()).isEqualTo(DemoSpecs.stream(name).classes());
  }

  static List<String> streams() {
    return SyntheticShape.NAMES;
  }
}
