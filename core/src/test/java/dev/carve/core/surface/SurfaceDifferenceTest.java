package dev.carve.core.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SurfaceDifferenceTest {
  private static final SurfaceGrid GRID = new SurfaceGrid(101, 81);
  private static final SurfacePlane PLANE = Surfaces.plane(-2, 3, -1, 1);

  @Test
  void shouldFindNothingBetweenEqualSurfaces() {
    float[] heights = Surfaces.heights(GRID, PLANE, Math::hypot);

    SurfaceDifference difference = SurfaceDifference.between(heights, heights, GRID, PLANE);

    assertThat(difference.volumeRisen()).isZero();
    assertThat(difference.volumeFallen()).isZero();
    assertThat(difference.largestRise()).isZero();
  }

  @Test
  void shouldMeasureWhatRoseAndWhatFell() {
    float[] before = Surfaces.heights(GRID, PLANE, Math::hypot);
    float[] after = Surfaces.heights(GRID, PLANE, (s, t) -> Math.hypot(s, t) + 2 * s);

    SurfaceDifference difference = SurfaceDifference.between(before, after, GRID, PLANE);

    assertThat(difference.volumeRisen()).isCloseTo(2 * 9, within(1e-3));
    assertThat(difference.volumeFallen()).isCloseTo(2 * 4, within(1e-3));
    assertThat(difference.largestRise()).isCloseTo(6, within(1e-5f));
    assertThat(difference.riseS()).isEqualTo(3);
    assertThat(difference.largestFall()).isCloseTo(4, within(1e-5f));
    assertThat(difference.fallS()).isEqualTo(-2);
  }

  @Test
  void shouldSayWhereAHillRose() {
    float[] before = new float[GRID.points()];
    float[] after =
        Surfaces.heights(GRID, PLANE, (s, t) -> Math.exp(-50 * (s - 1) * (s - 1) - 50 * t * t));

    SurfaceDifference difference = SurfaceDifference.between(before, after, GRID, PLANE);

    assertThat(difference.volumeRisen()).isCloseTo(Math.PI / 50, within(1e-4));
    assertThat(difference.volumeFallen()).isZero();
    assertThat(difference.riseS()).isEqualTo(1);
    assertThat(difference.riseT()).isZero();
    assertThat(difference.largestRise()).isEqualTo(1);
  }
}
