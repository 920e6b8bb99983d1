package dev.carve.core.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.carve.core.network.Standardizer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
  private final SplittableRandom random = new SplittableRandom(12);

  /// Examples that spread by 5 along one direction, by 2 along another, and by `noise` along all.
  private float[] examples(int n, float[] first, float[] second, double noise) {
    int d = first.length;
    float[] examples = new float[n * d];
    for (int j = 0; j < n; j++) {
      double a = 5 * random.nextGaussian();
      double b = 2 * random.nextGaussian();
      for (int k = 0; k < d; k++) {
        examples[j * d + k] =
            (float) (1 + a * first[k] + b * second[k] + noise * random.nextGaussian());
      }
    }
    return examples;
  }

  private float[] unitVector(int d) {
    float[] vector = new float[d];
    for (int k = 0; k < d; k++) {
      vector[k] = (float) random.nextGaussian();
    }
    double length = Math.sqrt(dot(vector, vector));
    for (int k = 0; k < d; k++) {
      vector[k] /= (float) length;
    }
    return vector;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (double) a[k] * b[k];
    }
    return sum;
  }

  @Test
  void shouldFindTheDirectionsOfImagesWithFewExamples() {
    float[] first = unitVector(784);
    float[] second = unitVector(784);
    float[] examples = examples(300, first, second, 0.01);

    SurfacePlane plane = PrincipalComponents.plane(examples, 300, 784, null);

    assertThat(Math.abs(dot(plane.u(), first))).isCloseTo(1, within(0.01));
    assertThat(Math.abs(dot(plane.v(), second))).isCloseTo(1, within(0.02));
    assertThat(dot(plane.u(), plane.v())).isCloseTo(0, within(1e-6));
    assertThat(dot(plane.u(), plane.u())).isCloseTo(1, within(1e-6));
    assertThat(dot(plane.v(), plane.v())).isCloseTo(1, within(1e-6));
    assertThat(plane.uMaximum()).isBetween(10f, 15f).isEqualTo(-plane.uMinimum());
    assertThat(plane.vMaximum()).isBetween(4f, 6f).isEqualTo(-plane.vMinimum());
  }

  @Test
  void shouldFindTheDirectionsOfFewInputsWithManyExamples() {
    float[] first = {0.6f, 0.8f, 0};
    float[] second = {0, 0, -1};
    float[] examples = examples(2000, first, second, 0.1);

    SurfacePlane plane = PrincipalComponents.plane(examples, 2000, 3, null);

    assertThat(plane.u()[0]).isCloseTo(0.6f, within(0.02f));
    assertThat(plane.u()[1]).isCloseTo(0.8f, within(0.02f));
    assertThat(plane.v()[2]).isCloseTo(1f, within(0.02f));
    assertThat(plane.origin()[0]).isCloseTo(1f, within(0.3f));
  }

  @Test
  void shouldMaximiseTheVariance() {
    float[] examples = new float[64 * 12];
    for (int i = 0; i < examples.length; i++) {
      examples[i] = (float) (random.nextGaussian() * (1 + i % 12));
    }
    SurfacePlane plane = PrincipalComponents.plane(examples, 64, 12, null);
    double largest = variance(examples, plane.u());
    double second = variance(examples, plane.v());
    assertThat(largest).isGreaterThan(second);
    for (int trial = 0; trial < 500; trial++) {
      float[] direction = unitVector(12);
      assertThat(variance(examples, direction)).isLessThan(largest * 1.000001);
      double along = dot(direction, plane.u());
      for (int k = 0; k < 12; k++) {
        direction[k] -= (float) (along * plane.u()[k]);
      }
      double length = dot(direction, direction);
      assertThat(variance(examples, direction) / length).isLessThan(second * 1.000001);
    }
  }

  private static double variance(float[] examples, float[] direction) {
    int d = direction.length;
    int n = examples.length / d;
    double sum = 0;
    double squares = 0;
    for (int j = 0; j < n; j++) {
      double projection = 0;
      for (int k = 0; k < d; k++) {
        projection += (double) examples[j * d + k] * direction[k];
      }
      sum += projection;
      squares += projection * projection;
    }
    return squares / n - sum / n * (sum / n);
  }

  @Test
  void shouldMeasureInStandardDeviationsOfTheModel() {
    float[] examples = new float[400 * 3];
    for (int j = 0; j < 400; j++) {
      double common = random.nextGaussian();
      examples[3 * j] = (float) (1000 * (common + 0.1 * random.nextGaussian()));
      examples[3 * j + 1] = (float) (0.001 * (common + 0.1 * random.nextGaussian()));
      examples[3 * j + 2] = (float) random.nextGaussian();
    }
    Standardizer standardizer = new Standardizer(3);
    standardizer.update(examples, 400);

    SurfacePlane plane = PrincipalComponents.plane(examples, 400, 3, standardizer);

    double u0 = plane.u()[0] * standardizer.scale()[0];
    double u1 = plane.u()[1] * standardizer.scale()[1];
    assertThat(u0).isCloseTo(Math.sqrt(0.5), within(0.03));
    assertThat(u1).isCloseTo(Math.sqrt(0.5), within(0.03));
    assertThat(plane.uMaximum()).isBetween(3f, 4f);
    float[] coordinates = new float[2 * 400];
    plane.project(examples, 400, standardizer, coordinates);
    double squares = 0;
    for (int j = 0; j < 400; j++) {
      squares += coordinates[2 * j] * coordinates[2 * j];
    }
    assertThat(Math.sqrt(squares / 400)).isCloseTo(Math.sqrt(2), within(0.05));
  }

  @Test
  void shouldGiveTheSamePlaneForTheSameExamples() {
    float[] examples = examples(50, unitVector(20), unitVector(20), 0.5);
    assertThat(PrincipalComponents.plane(examples, 50, 20, null))
        .isEqualTo(PrincipalComponents.plane(examples.clone(), 50, 20, null));
  }

  @Test
  void shouldMakeTheLargestEntryPositive() {
    for (int trial = 0; trial < 10; trial++) {
      float[] examples = examples(40, unitVector(9), unitVector(9), 0.2);
      SurfacePlane plane = PrincipalComponents.plane(examples, 40, 9, null);
      for (float[] direction : new float[][] {plane.u(), plane.v()}) {
        float largest = 0;
        for (float entry : direction) {
          largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
        }
        assertThat(largest).isPositive();
      }
    }
  }

  @Test
  void shouldFillUpDirectionsInWhichExamplesDoNotDiffer() {
    assertPlane(PrincipalComponents.plane(new float[] {1, 2, 3}, 1, 3, null));
    assertPlane(PrincipalComponents.plane(new float[300], 100, 3, null));
    assertPlane(PrincipalComponents.plane(new float[] {1, 1, 1, 2, 2, 2}, 2, 3, null));
    float[] line = new float[20];
    for (int j = 0; j < 10; j++) {
      line[2 * j + 1] = j;
    }
    SurfacePlane plane = PrincipalComponents.plane(line, 10, 2, null);
    assertPlane(plane);
    assertThat(plane.u()).containsExactly(new float[] {0, 1}, within(0f));
    assertThat(plane.v()).containsExactly(new float[] {1, 0}, within(0f));
  }

  private static void assertPlane(SurfacePlane plane) {
    assertThat(dot(plane.u(), plane.u())).isCloseTo(1, within(1e-6));
    assertThat(dot(plane.v(), plane.v())).isCloseTo(1, within(1e-6));
    assertThat(dot(plane.u(), plane.v())).isCloseTo(0, within(1e-6));
  }

  @Test
  void shouldRejectTooFewExamplesOrInputs() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrincipalComponents.plane(new float[3], 0, 3, null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrincipalComponents.plane(new float[3], 3, 1, null));
  }
}
