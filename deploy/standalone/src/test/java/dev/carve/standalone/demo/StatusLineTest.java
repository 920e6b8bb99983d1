package dev.carve.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.evaluation.PrequentialFigures;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.core.event.TrainingState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StatusLineTest {
  @Test
  void shouldTellStepRateAndAccuracy() {
    TrainingMetrics earlier = metrics(1_000, 0, TrainingState.TRAINING);
    assertThat(StatusLine.text(earlier, metrics(1_600, 2, TrainingState.TRAINING)))
        .isEqualTo("xor · step 1,600 · 300 steps/s · accuracy 97.5 %");
    assertThat(StatusLine.text(earlier, earlier))
        .isEqualTo("xor · step 1,000 · 0 steps/s · accuracy 97.5 %");
    assertThat(StatusLine.text(earlier, metrics(1_000, 2, TrainingState.FROZEN)))
        .endsWith("· frozen");
  }

  private static TrainingMetrics metrics(long step, long second, TrainingState state) {
    PrequentialFigures figures = new PrequentialFigures(0.975, 0.1, 0.9, 0.9, 0.5);
    return new TrainingMetrics(
        "xor",
        "xor-1",
        step,
        32 * step,
        Instant.EPOCH.plusSeconds(second),
        0,
        0.05,
        1,
        figures,
        figures,
        10_000,
        figures,
        List.of(),
        state,
        false);
  }
}
