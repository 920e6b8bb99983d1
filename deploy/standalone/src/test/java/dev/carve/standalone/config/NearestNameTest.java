package dev.carve.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestNameTest {
  private static final List<String> KNOWN = List.of("two-spirals", "circles", "moons", "xor");

  @Test
  void shouldFindWhatWasMeant() {
    assertThat(NearestName.of("twospirals", KNOWN)).isEqualTo("two-spirals");
    assertThat(NearestName.of("Moon", KNOWN)).isEqualTo("moons");
    assertThat(NearestName.of("cricles", KNOWN)).isEqualTo("circles");
    assertThat(NearestName.of("", KNOWN)).isEqualTo("xor");
    assertThat(NearestName.find("Moon", KNOWN)).hasValue("moons");
    assertThat(NearestName.find("sawtooth", KNOWN)).isEmpty();
    assertThat(NearestName.find("moons", List.of())).isEmpty();
  }
}
