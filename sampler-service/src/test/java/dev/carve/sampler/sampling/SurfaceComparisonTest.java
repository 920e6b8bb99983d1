package dev.carve.sampler.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.carve.core.event.SurfaceFrame;
import dev.carve.sampler.Snapshots;
import dev.carve.sampler.journal.JournalEntry;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SurfaceComparisonTest {
  private final Snapshots snapshots = Snapshots.of("spirals", "spirals-1", 2);
  private final JournalEntry before = FocusSamplerTest.entry(snapshots.at(100));
  private final JournalEntry after = FocusSamplerTest.entry(snapshots.at(900));

  @Test
  void shouldFindNothingCarvedBetweenAStepAndItself() {
    SurfaceComparison comparison = SurfaceComparison.of(before, before, FrameView.own());

    assertThat(comparison.neurons()).hasSize(18);
    for (SurfaceComparison.Neuron neuron : comparison.neurons()) {
      assertThat(neuron.before()).isEqualTo(neuron.after());
      assertThat(neuron.difference().volumeRisen()).isZero();
      assertThat(neuron.difference().volumeFallen()).isZero();
    }
    assertThat(comparison.classesBefore()).isEqualTo(comparison.classesAfter());
  }

  @Test
  void shouldTellWhatWasCarved() {
    SurfaceComparison comparison =
        SurfaceComparison.of(before, after, new FrameView(Optional.empty(), OptionalInt.of(64)));

    SurfaceFrame one = new FrameEvaluation(64).evaluate(before);
    assertThat(comparison.plane()).isEqualTo(before.plane());
    assertThat(comparison.classesBefore()).isEqualTo(one.figures().classes());
    SurfaceComparison.Neuron first = comparison.neurons().getFirst();
    assertThat(first.before().minimum()).isEqualTo(one.layers().getFirst().minimum().get(0));
    float highest = 0;
    double sum = 0;
    for (float rise : first.rises()) {
      highest = Math.max(highest, rise);
      sum += rise;
    }
    assertThat(first.difference().largestRise()).isEqualTo(highest);
    double area =
        (before.plane().uMaximum() - before.plane().uMinimum())
            * (before.plane().vMaximum() - before.plane().vMinimum());
    assertThat(first.difference().volumeRisen() - first.difference().volumeFallen())
        .isCloseTo(sum / first.rises().length * area, within(0.05 * area));
  }

  @Test
  void shouldRejectNetworksOfDifferentShapes() {
    JournalEntry other = FocusSamplerTest.entry(Snapshots.of("wide", "wide-1", 3).at(5));

    assertThatExceptionOfType(InvalidViewException.class)
        .isThrownBy(() -> SurfaceComparison.of(before, other, FrameView.own()))
        .withMessageEndingWith("a=[2, 8, 8, 2], b=[3, 8, 8, 2]");
  }
}
