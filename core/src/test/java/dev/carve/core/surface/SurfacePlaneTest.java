package dev.carve.core.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.carve.core.network.Standardizer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SurfacePlaneTest {
  private static SurfacePlane plane(float[] origin, float[] u, float[] v) {
    return new SurfacePlane("plane", origin, u, v, -1, 1, -2, 2, "s", "t");
  }

  @Test
  void shouldFollowTheDataOfTwoInputsInNiceNumbers() {
    /* Means 0.4 and −130, standard deviations 1 and 40. */
    Standardizer standardizer =
        Standardizer.of(100, new double[] {0.4, -130}, new double[] {100, 160_000});

    SurfacePlane plane = SurfacePlane.ofInputs(List.of("x", "y"), standardizer);

    assertThat(plane.name()).isEqualTo("x, y");
    assertThat(plane.uName()).isEqualTo("x");
    assertThat(plane.vName()).isEqualTo("y");
    assertThat(plane.origin()).containsExactly(0, 0);
    assertThat(plane.u()).containsExactly(1, 0);
    assertThat(plane.v()).containsExactly(0, 1);
    assertThat(plane.uMinimum()).isEqualTo(0.625f - 2.5f);
    assertThat(plane.uMaximum()).isEqualTo(0.625f + 2.5f);
    assertThat(plane.vMinimum()).isEqualTo(-125f - 100f);
    assertThat(plane.vMaximum()).isEqualTo(-125f + 100f);
  }

  @Test
  void shouldStayWhereItIsWhileTheDataHardlyChange() {
    Standardizer before = Standardizer.of(100, new double[] {0.4, 0.1}, new double[] {100, 100});
    Standardizer after = Standardizer.of(110, new double[] {0.43, 0.05}, new double[] {113, 108});
    assertThat(SurfacePlane.ofInputs(List.of("x", "y"), after))
        .isEqualTo(SurfacePlane.ofInputs(List.of("x", "y"), before))
        .hasSameHashCodeAs(SurfacePlane.ofInputs(List.of("x", "y"), before));
  }

  @Test
  void shouldLookAtOneUnitAroundAnInputThatDoesNotVary() {
    SurfacePlane plane = SurfacePlane.ofInputs(List.of("x", "y"), new Standardizer(2));
    assertThat(plane.uMinimum()).isEqualTo(-1);
    assertThat(plane.uMaximum()).isEqualTo(1);
  }

  @Test
  void shouldHoldOtherInputsAtTheirMean() {
    Standardizer standardizer =
        Standardizer.of(10, new double[] {1, 2, 3, 4}, new double[] {10, 10, 10, 10});
    SurfacePlane plane = SurfacePlane.ofInputs(List.of("a", "b", "c", "d"), standardizer, 3, 1);
    assertThat(plane.name()).isEqualTo("d, b");
    assertThat(plane.origin()).containsExactly(1, 0, 3, 0);
    assertThat(plane.u()).containsExactly(0, 0, 0, 1);
    assertThat(plane.v()).containsExactly(0, 1, 0, 0);
  }

  @Test
  void shouldRoundExtentsUpToNiceNumbers() {
    assertThat(SurfacePlane.niceHalfExtent(1 / 2.2)).isCloseTo(1, within(1e-12));
    assertThat(SurfacePlane.niceHalfExtent(1.01 / 2.2)).isEqualTo(1.5);
    assertThat(SurfacePlane.niceHalfExtent(8.5 / 2.2)).isEqualTo(10);
    assertThat(SurfacePlane.niceHalfExtent(0.0031 / 2.2)).isCloseTo(0.004, within(1e-15));
    assertThat(SurfacePlane.niceHalfExtent(5900 / 2.2)).isEqualTo(6000);
    assertThat(SurfacePlane.niceHalfExtent(0)).isEqualTo(1);
    assertThat(SurfacePlane.niceHalfExtent(Double.NaN)).isEqualTo(1);
  }

  @Test
  void shouldProjectPointsOfThePlaneOntoThemselves() {
    float[] origin = {1, 2, 3};
    float[] u = {1, 1, 0};
    float[] v = {0, 2, -1};
    SplittableRandom random = new SplittableRandom(2);
    float[] features = new float[3 * 20];
    float[] expected = new float[2 * 20];
    for (int j = 0; j < 20; j++) {
      expected[2 * j] = (float) random.nextDouble(-3, 3);
      expected[2 * j + 1] = (float) random.nextDouble(-3, 3);
      for (int k = 0; k < 3; k++) {
        features[3 * j + k] = origin[k] + expected[2 * j] * u[k] + expected[2 * j + 1] * v[k];
      }
    }
    Standardizer standardizer = new Standardizer(3);
    standardizer.update(features, 20);
    float[] coordinates = new float[2 * 20];
    for (Standardizer metric : new Standardizer[] {standardizer, new Standardizer(3)}) {
      plane(origin, u, v).project(features, 20, metric, coordinates);
      for (int i = 0; i < expected.length; i++) {
        assertThat(coordinates[i]).isCloseTo(expected[i], within(1e-5f));
      }
    }
  }

  @Test
  void shouldProjectPointsBesideThePlaneOntoTheirNearest() {
    float[] coordinates = new float[2];
    plane(new float[3], new float[] {2, 0, 0}, new float[] {0, 1, 0})
        .project(new float[] {4, 5, 6}, 1, null, coordinates);
    assertThat(coordinates).containsExactly(2, 5);
  }

  @Test
  void shouldRejectWhatIsNoPlane() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plane(new float[2], new float[3], new float[2]))
        .withMessageEndingWith("origin=[2], u=[3], v=[2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new SurfacePlane("p", new float[2], new float[2], new float[2], 1, 1, 0, 1, "s", "t"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SurfacePlane.ofInputs(List.of("x", "y"), new Standardizer(2), 1, 1));
  }
}
