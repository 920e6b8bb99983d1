package dev.carve.sampler.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.network.Activation;
import dev.carve.core.surface.ContourLine;
import dev.carve.sampler.Snapshots;
import dev.carve.sampler.journal.JournalEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FocusSamplerTest {
  private final FocusSampler sampler = new FocusSampler();
  private final JournalEntry spirals = entry(Snapshots.of("spirals", "spirals-1", 2).at(500));

  @ParameterizedTest
  @ValueSource(strings = {"2.0", "2.7", "3.1"})
  void shouldAddUpToThePreActivationBitForBit(String neuron) {
    NeuronFocus focus = focus(spirals, neuron, 33);

    assertThat(focus.feeders()).hasSize(8);
    assertThat(focus.feeders().getLast().runningSum())
        .containsExactly(focus.surfaces().preActivation());
    Feeder first = focus.feeders().getFirst();
    for (int i = 0; i < 33 * 33; i++) {
      assertThat(first.contribution()[i]).isEqualTo(first.weight() * first.heights()[i]);
      assertThat(first.runningSum()[i])
          .isEqualTo(Math.fma(first.weight(), first.heights()[i], focus.bias()));
    }
  }

  @Test
  void shouldShowWhatTheNonLinearityDoes() {
    NeuronFocus hidden = focus(spirals, "2.3", 512);
    NeuronFocus output = focus(spirals, "3.0", 17);

    assertThat(hidden.activation()).isEqualTo("tanh");
    for (int i = 0; i < 512 * 512; i += 997) {
      assertThat(hidden.surfaces().activation()[i])
          .isEqualTo(Activation.TANH.apply(hidden.surfaces().preActivation()[i]));
    }
    assertThat(output.activation()).isEqualTo("softmax");
    assertThat(output.surfaces().activationFigures().maximum()).isLessThanOrEqualTo(1);
    assertThat(hidden.tilt()).isEmpty();
    assertThat(hidden.weights()).isEmpty();
  }

  @Test
  void shouldShowTheLineOfAFirstLayerNeuron() {
    NeuronFocus focus = focus(spirals, "1.2", 65, 0f);

    float[] line = focus.tilt().orElseThrow().zeroLine(focus.plane());
    ContourLine cut = focus.sections().getFirst().cut().lines().getFirst();
    float[] points = cut.coordinates();
    assertThat(line).hasSize(4);
    double length = Math.hypot(line[2] - line[0], line[3] - line[1]);
    for (int i = 0; i < points.length; i += 2) {
      double off =
          (points[i] - line[0]) * (line[3] - line[1])
              - (points[i + 1] - line[1]) * (line[2] - line[0]);
      assertThat(Math.abs(off) / length).isLessThan(0.01);
    }
    assertThat(focus.weights())
        .containsExactly(
            spirals.snapshot().parameters().get(4), spirals.snapshot().parameters().get(5));
    assertThat(focus.feeders()).extracting(Feeder::unit).containsExactly(0, 1);
  }

  @Test
  void shouldCutWhereItIsAskedToAndCountWhatIsAbove() {
    NeuronFocus focus = focus(spirals, "3.1", 129, -1f, 0.5f, 2f);

    assertThat(focus.sections()).hasSize(3);
    assertThat(focus.sections().get(0).cut().shareAbove()).isEqualTo(1);
    assertThat(focus.sections().get(0).classes())
        .allSatisfy(share -> assertThat(share.above()).isEqualTo(share.examples()));
    assertThat(focus.sections().get(2).cut().lines()).isEmpty();
    NeuronFocus.Section half = focus.sections().get(1);
    int above = 0;
    for (NeuronFocus.ClassShare share : half.classes()) {
      above += share.above();
    }
    int predicted = 0;
    for (int c : new FrameEvaluation(64).evaluate(spirals).examples().predicted().array()) {
      predicted += c;
    }
    assertThat(above).isEqualTo(predicted).isBetween(1, 63);
  }

  @Test
  void shouldPutTheLeastOfManyFeedersTogether() {
    JournalEntry images =
        entry(Snapshots.of(Snapshots.spec("i", 784, 100), "i-1", Duration.ofMillis(9)).at(3));

    for (String neuron : List.of("1.5", "2.9")) {
      NeuronFocus focus = focus(images, neuron, 33);

      assertThat(focus.feeders()).hasSize(64);
      assertThat(focus.feeders().getFirst().unit()).isEqualTo(Feeder.REST);
      float[] sum = focus.feeders().getLast().runningSum();
      for (int i = 0; i < sum.length; i++) {
        assertThat(sum[i]).isCloseTo(focus.surfaces().preActivation()[i], within(1e-4f));
      }
    }
    assertThat(focus(images, "1.5", 9).weights()).hasSize(784);
  }

  @Test
  void shouldSayWhatCannotBeLookedAt() {
    JournalEntry images =
        entry(Snapshots.of(Snapshots.spec("i", 784, 100), "i-1", Duration.ofMillis(9)).at(3));

    assertRejected(
        "a neuron must be LAYER.INDEX, such as 1.3: neuron=0.1", () -> focus(spirals, "0.1", 9));
    assertRejected(
        "the network must have the neuron: neuron=4.0, units of its layers=[8, 8, 2]",
        () -> focus(spirals, "4.0", 9));
    assertRejected(
        "the network must have the neuron: neuron=2.8, units of its layers=[8, 8, 2]",
        () -> focus(spirals, "2.8", 9));
    assertRejected(
        "the surfaces that feed a neuron must have 16777216 heights at most: inputs=100, grid=512",
        () -> focus(images, "2.0", 512));
  }

  private static void assertRejected(String message, Runnable question) {
    assertThatExceptionOfType(InvalidViewException.class)
        .isThrownBy(question::run)
        .withMessage(message);
  }

  private NeuronFocus focus(JournalEntry entry, String neuron, int grid, Float... heights) {
    return sampler.focus(
        entry,
        NeuronChoice.parse(neuron),
        new FrameView(Optional.empty(), OptionalInt.of(grid)),
        List.of(heights));
  }

  static JournalEntry entry(ParameterSnapshot snapshot) {
    return new JournalEntry(
        snapshot,
        new PlaneChoice(Optional.empty()).choose(SnapshotSpec.of(snapshot, null), snapshot));
  }
}
