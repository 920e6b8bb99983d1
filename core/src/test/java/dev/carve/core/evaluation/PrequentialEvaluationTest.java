package dev.carve.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.carve.core.matrix.ElementaryFunctions;
import dev.carve.core.matrix.Kernels;
import dev.carve.core.matrix.ScalarKernels;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrequentialEvaluationTest {
  private static final double EXACT = 1e-12;

  @Test
  void shouldGiveZeroBeforeTheFirstExample() {
    PrequentialEvaluation evaluation = new PrequentialEvaluation(3);
    assertThat(evaluation.overall()).isEqualTo(PrequentialFigures.NONE);
    assertThat(evaluation.window()).isEqualTo(PrequentialFigures.NONE);
    assertThat(evaluation.fading()).isEqualTo(PrequentialFigures.NONE);
  }

  @Test
  void shouldGiveFiguresComputedByHand() {
    PrequentialEvaluation evaluation = new PrequentialEvaluation(2);
    float[] probabilities = {0.5f, 0.5f, 0.25f, 0.75f, 0.25f, 0.75f, 0.875f, 0.125f};
    int[] labels = {0, 1, 0, 0};

    evaluation.update(panels(probabilities, 2), labels, 4);

    PrequentialFigures figures = evaluation.overall();
    /* Predicted 0, 1, 1, 0: three of four right; only the last label repeats the one before. */
    assertThat(figures.accuracy()).isEqualTo(0.75);
    assertThat(figures.repeatLastAccuracy()).isEqualTo(0.25);
    assertThat(figures.kappaTemporal()).isCloseTo((0.75 - 0.25) / 0.75, within(EXACT));
    /* Chance: 3/4 · 2/4 for class 0 and 1/4 · 2/4 for class 1. */
    assertThat(figures.kappa()).isCloseTo((0.75 - 0.5) / 0.5, within(EXACT));
    double loss = -(Math.log(0.5) + Math.log(0.75) + Math.log(0.25) + Math.log(0.875)) / 4;
    assertThat(figures.loss()).isCloseTo(loss, within(1e-7));
    assertThat(evaluation.window()).isEqualTo(figures);
    assertThat(evaluation.confusion().counts()).containsExactly(2, 1, 0, 1);
    assertThat(evaluation.confusion().count(0, 1)).isEqualTo(1);
    assertThat(evaluation.examples()).isEqualTo(4);
  }

  @Test
  void shouldGiveKappaOfZeroWhereNothingIsLeftToGain() {
    PrequentialEvaluation evaluation = new PrequentialEvaluation(2);
    evaluation.update(panels(new float[] {1, 0, 1, 0}, 2), new int[] {0, 0}, 2);
    assertThat(evaluation.overall().accuracy()).isEqualTo(1);
    assertThat(evaluation.overall().kappa()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 17, 300})
  void shouldAgreeWithSumsOverTheWholeHistory(int classes) {
    SplittableRandom random = new SplittableRandom(classes);
    PrequentialEvaluation evaluation = new PrequentialEvaluation(classes);
    History history = new History();
    for (int step = 0; step < 760; step++) {
      int n = 1 + random.nextInt(40);
      float[] probabilities = probabilities(random, classes, n);
      int[] labels = labels(random, classes, n);
      evaluation.update(panels(probabilities, classes), labels, n);
      history.add(probabilities, labels, n, classes);
      if (step % 95 == 0 || step == 759) {
        assertAgree(evaluation, history, classes);
      }
    }
    assertThat(history.examples.size()).isGreaterThan(12_000);
  }

  private static void assertAgree(PrequentialEvaluation evaluation, History history, int classes) {
    int size = history.examples.size();
    int window = Math.min(size, 10_000);
    int lossWindow = size <= 10_000 ? size : 9_900 + (size % 100 == 0 ? 100 : size % 100);
    assertClose(evaluation.overall(), history.figures(size, 1, classes), EXACT);
    assertClose(evaluation.fading(), history.figures(size, 0.999, classes), 1e-10);
    PrequentialFigures expected = history.figures(window, 1, classes);
    PrequentialFigures actual = evaluation.window();
    assertThat(actual.accuracy()).isEqualTo(expected.accuracy());
    assertThat(actual.kappa()).isCloseTo(expected.kappa(), within(EXACT));
    assertThat(actual.repeatLastAccuracy()).isEqualTo(expected.repeatLastAccuracy());
    assertThat(actual.kappaTemporal()).isEqualTo(expected.kappaTemporal());
    assertThat(actual.loss())
        .isCloseTo(history.figures(lossWindow, 1, classes).loss(), within(EXACT));
  }

  private static void assertClose(
      PrequentialFigures actual, PrequentialFigures expected, double tolerance) {
    assertThat(actual.accuracy()).isCloseTo(expected.accuracy(), within(tolerance));
    assertThat(actual.loss()).isCloseTo(expected.loss(), within(tolerance));
    assertThat(actual.kappa()).isCloseTo(expected.kappa(), within(tolerance));
    assertThat(actual.kappaTemporal()).isCloseTo(expected.kappaTemporal(), within(tolerance));
    assertThat(actual.repeatLastAccuracy())
        .isCloseTo(expected.repeatLastAccuracy(), within(tolerance));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 100})
  void shouldGoOnFromStoredStateWithTheSameBits(int classes) {
    SplittableRandom random = new SplittableRandom(1);
    PrequentialEvaluation whole = new PrequentialEvaluation(classes);
    PrequentialEvaluation restored = new PrequentialEvaluation(classes);
    for (int step = 0; step < 60; step++) {
      int n = 400;
      float[] probabilities = probabilities(random, classes, n);
      int[] labels = labels(random, classes, n);
      whole.update(panels(probabilities, classes), labels, n);
      restored.update(panels(probabilities, classes), labels, n);
      restored = copy(restored, classes);
      assertThat(state(restored)).isEqualTo(state(whole));
      assertThat(restored.fading()).isEqualTo(whole.fading());
      assertThat(restored.window()).isEqualTo(whole.window());
      assertThat(restored.overall()).isEqualTo(whole.overall());
      assertThat(restored.confusion().counts()).isEqualTo(whole.confusion().counts());
    }
  }

  private static PrequentialEvaluation copy(PrequentialEvaluation evaluation, int classes) {
    PrequentialEvaluation copy = new PrequentialEvaluation(classes);
    copy.read(state(evaluation));
    return copy;
  }

  private static ByteBuffer state(PrequentialEvaluation evaluation) {
    ByteBuffer state = ByteBuffer.allocate(evaluation.stateBytes());
    evaluation.write(state);
    assertThat(state.hasRemaining()).isFalse();
    return state.flip();
  }

  @Test
  void shouldKeepItsStateSmall() {
    assertThat(new PrequentialEvaluation(2).stateBytes()).isLessThan(4_000);
    assertThat(new PrequentialEvaluation(10).stateBytes()).isLessThan(13_000);
    assertThat(new PrequentialEvaluation(10_000).stateBytes()).isLessThan(400_000);
  }

  @Test
  void shouldKeepNoConfusionOfVeryManyClasses() {
    PrequentialEvaluation evaluation = new PrequentialEvaluation(65);
    evaluation.update(panels(new float[65], 65), new int[] {64}, 1);
    assertThat(evaluation.confusion().classes()).isZero();
    assertThat(evaluation.confusion().counts()).isEmpty();
  }

  @Test
  void shouldStayFiniteWhenTheClassifierIsNot() {
    PrequentialEvaluation evaluation = new PrequentialEvaluation(2);
    evaluation.update(panels(new float[] {Float.NaN, Float.NaN}, 2), new int[] {1}, 1);
    assertThat(evaluation.overall().loss()).isFinite().isGreaterThan(80);
    assertThat(evaluation.overall().accuracy()).isZero();
  }

  @Test
  void shouldRejectFewerThanTwoClasses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PrequentialEvaluation(1))
        .withMessageEndingWith("classes=1");
  }

  private static float[] panels(float[] probabilities, int classes) {
    int n = probabilities.length / classes;
    float[] panels = new float[Kernels.panels(n) * classes * Kernels.PANEL];
    new ScalarKernels().toPanels(probabilities, n, classes, panels);
    return panels;
  }

  private static float[] probabilities(SplittableRandom random, int classes, int n) {
    float[] probabilities = new float[n * classes];
    for (int j = 0; j < n; j++) {
      double sum = 0;
      double[] weights = new double[classes];
      for (int c = 0; c < classes; c++) {
        weights[c] = Math.exp(2 * random.nextGaussian());
        sum += weights[c];
      }
      for (int c = 0; c < classes; c++) {
        probabilities[j * classes + c] = (float) (weights[c] / sum);
      }
    }
    return probabilities;
  }

  private static int[] labels(SplittableRandom random, int classes, int n) {
    int[] labels = new int[n];
    for (int j = 0; j < n; j++) {
      labels[j] = j > 0 && random.nextInt(3) == 0 ? labels[j - 1] : random.nextInt(classes);
    }
    return labels;
  }

  private record Judged(int label, int prediction, double loss) {}

  /// Every example ever seen, summed again from the beginning for each figure.
  private static final class History {
    private final List<Judged> examples = new ArrayList<>();

    void add(float[] probabilities, int[] labels, int n, int classes) {
      for (int j = 0; j < n; j++) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
          if (probabilities[j * classes + c] > probabilities[j * classes + best]) {
            best = c;
          }
        }
        float p = probabilities[j * classes + labels[j]];
        examples.add(new Judged(labels[j], best, ElementaryFunctions.crossEntropy(p)));
      }
    }

    PrequentialFigures figures(int last, double fade, int classes) {
      double total = 0;
      double right = 0;
      double repeated = 0;
      double loss = 0;
      double[] actual = new double[classes];
      double[] predicted = new double[classes];
      for (int i = examples.size() - last; i < examples.size(); i++) {
        Judged example = examples.get(i);
        double weight = Math.pow(fade, examples.size() - 1 - i);
        total += weight;
        right += example.label() == example.prediction() ? weight : 0;
        repeated += i > 0 && examples.get(i - 1).label() == example.label() ? weight : 0;
        loss += weight * example.loss();
        actual[example.label()] += weight;
        predicted[example.prediction()] += weight;
      }
      double chance = 0;
      for (int c = 0; c < classes; c++) {
        chance += actual[c] / total * (predicted[c] / total);
      }
      double accuracy = right / total;
      double repeat = repeated / total;
      return new PrequentialFigures(
          accuracy,
          loss / total,
          (accuracy - chance) / (1 - chance),
          (accuracy - repeat) / (1 - repeat),
          repeat);
    }
  }
}
