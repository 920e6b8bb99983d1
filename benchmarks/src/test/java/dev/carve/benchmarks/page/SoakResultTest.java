package dev.carve.benchmarks.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.benchmarks.page.SoakResult.Sample;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoakResultTest {
  @Test
  void shouldHaveNoFaultsWhereEverythingStaysAfterTheFirstHalf() {
    SoakResult result =
        soak(i -> i < 20 ? 5e6 + 1e5 * i : 7e6 + 1e5 * (i % 3), _ -> 300, _ -> 0, List.of());

    assertThat(result.faults()).isEmpty();
  }

  @Test
  void shouldSayThatTheHeapGrows() {
    SoakResult result = soak(i -> 5e6 + 5e4 * i, _ -> 300, _ -> 0, List.of());

    assertThat(result.faults())
        .singleElement()
        .asString()
        .startsWith("the heap must be flat in the second half: growth=0.1");
  }

  @Test
  void shouldSayThatListenersGrow() {
    SoakResult result = soak(_ -> 5e6, i -> 300 + i, _ -> 0, List.of());

    assertThat(result.faults()).singleElement().asString().startsWith("listeners must not grow");
  }

  @Test
  void shouldSayThatAContextWasLostAndThatTheConsoleComplained() {
    SoakResult result = soak(_ -> 5e6, _ -> 300, i -> i < 30 ? 0 : 1, List.of("error: no"));

    assertThat(result.faults())
        .containsExactly(
            "no WebGL context must be lost: lost=1",
            "the console must be silent: complaints=1, first=error: no");
  }

  private static SoakResult soak(
      IntToDoubleFunction heap,
      IntToDoubleFunction listeners,
      IntToDoubleFunction lost,
      List<String> complaints) {
    List<Sample> samples =
        IntStream.range(0, 40)
            .mapToObj(i ->
                new Sample(
                    120.0 * i,
                    heap.applyAsDouble(i),
                    1_000,
                    listeners.applyAsDouble(i),
                    lost.applyAsDouble(i)))
            .toList();
    return new SoakResult(samples, Map.of(), complaints);
  }
}
