package dev.carve.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.carve.core.matrix.Kernels;
import dev.carve.core.matrix.ScalarKernels;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StandardizerTest {
  private static final int INPUTS = 3;

  private static float[] features(int n) {
    SplittableRandom random = new SplittableRandom(6);
    float[] features = new float[n * INPUTS];
    for (int i = 0; i < features.length; i += INPUTS) {
      features[i] = (float) (1e6 + random.nextGaussian());
      features[i + 1] = (float) (random.nextGaussian() * 1e-3);
      features[i + 2] = (float) random.nextDouble(-5, 20);
    }
    return features;
  }

  private static void updateInPieces(Standardizer standardizer, float[] features, int... sizes) {
    int from = 0;
    for (int size : sizes) {
      standardizer.update(
          Arrays.copyOfRange(features, from * INPUTS, (from + size) * INPUTS), size);
      from += size;
    }
  }

  @Test
  void shouldGiveMeanAndVarianceOfAllMinibatches() {
    float[] features = features(100);
    Standardizer standardizer = new Standardizer(INPUTS);

    updateInPieces(standardizer, features, 1, 31, 2, 0, 66);

    assertThat(standardizer.count()).isEqualTo(100);
    for (int k = 0; k < INPUTS; k++) {
      double mean = 0;
      for (int j = 0; j < 100; j++) {
        mean += features[j * INPUTS + k] / 100.0;
      }
      double variance = 0;
      for (int j = 0; j < 100; j++) {
        double distance = features[j * INPUTS + k] - mean;
        variance += distance * distance / 100;
      }
      assertThat(standardizer.mean()[k]).isCloseTo(mean, within(1e-12 * Math.abs(mean) + 1e-15));
      assertThat(standardizer.variance()[k]).isCloseTo(variance, within(1e-9 * variance));
    }
  }

  @Test
  void shouldScaleToMeanZeroAndVarianceOne() {
    float[] features = features(1000);
    Standardizer standardizer = new Standardizer(INPUTS);
    standardizer.update(features, 1000);
    float[] scaled = new float[features.length];
    standardizer.apply(features, 1000, scaled);

    Standardizer check = new Standardizer(INPUTS);
    check.update(scaled, 1000);

    for (int k = 0; k < INPUTS; k++) {
      assertThat(check.mean()[k]).isCloseTo(0, within(1e-6));
      assertThat(check.variance()[k]).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void shouldOnlyShiftAnInputThatNeverVaries() {
    Standardizer standardizer = new Standardizer(1);
    float[] features = new float[7];
    Arrays.fill(features, 0.1f);
    for (int i = 0; i < 50; i++) {
      standardizer.update(features, 1 + i % 7);
    }
    float[] other = {0.6f};

    standardizer.apply(features);
    standardizer.apply(other);

    assertThat(features[0]).isCloseTo(0, within(1e-7f));
    assertThat(other[0]).isCloseTo(0.5f, within(1e-6f));
  }

  @Test
  void shouldLeaveFeaturesAsTheyAreBeforeTheFirstExample() {
    float[] features = {3, -4, 5};
    new Standardizer(INPUTS).apply(features);
    assertThat(features).containsExactly(3, -4, 5);
  }

  @Test
  void shouldGoOnFromStoredFiguresWithTheSameBits() {
    float[] features = features(90);
    Standardizer whole = new Standardizer(INPUTS);
    updateInPieces(whole, features, 40, 50);
    Standardizer first = new Standardizer(INPUTS);
    updateInPieces(first, features, 40);
    float[] rest = Arrays.copyOfRange(features, 40 * INPUTS, 90 * INPUTS);

    Standardizer ofFigures = Standardizer.of(first.count(), first.mean(), first.m2());
    ofFigures.update(rest, 50);
    ByteBuffer stored = ByteBuffer.allocate(first.stateBytes());
    first.write(stored);
    assertThat(stored.hasRemaining()).isFalse();
    Standardizer ofBytes = new Standardizer(INPUTS);
    ofBytes.read(stored.flip());
    ofBytes.update(rest, 50);

    for (Standardizer restored : new Standardizer[] {ofFigures, ofBytes}) {
      assertThat(restored.count()).isEqualTo(whole.count());
      assertThat(restored.mean()).isEqualTo(whole.mean());
      assertThat(restored.m2()).isEqualTo(whole.m2());
      assertThat(restored.scale()).isEqualTo(whole.scale());
    }
  }

  @Test
  void shouldNotShareTheFiguresItGoesOnFrom() {
    double[] mean = {1};
    double[] m2 = {2};
    Standardizer standardizer = Standardizer.of(2, mean, m2);
    mean[0] = 9;
    m2[0] = 9;
    assertThat(standardizer.mean()).containsExactly(1);
    assertThat(standardizer.variance()).containsExactly(1);
  }

  @Test
  void shouldRejectFiguresThatDoNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Standardizer.of(1, new double[2], new double[3]))
        .withMessageEndingWith("count=1, mean=[2], m2=[3]");
  }

  @Test
  void shouldArrangeInPanelsWhatItStandardises() {
    int n = 21;
    float[] features = new float[n * 3];
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian(5, 3);
    }
    Standardizer standardizer = new Standardizer(3);
    standardizer.update(features, n);
    float[] rows = new float[features.length];
    standardizer.apply(features, n, rows);
    Kernels kernels = new ScalarKernels();
    float[] expected = new float[2 * 3 * Kernels.PANEL];
    kernels.toPanels(rows, n, 3, expected);
    float[] panels = new float[expected.length];
    Arrays.fill(panels, 7f);

    standardizer.applyToPanels(features, n, panels);

    assertThat(panels).isEqualTo(expected);
  }
}
