package dev.carve.core.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurfaceStatisticsTest {
  private static final SurfaceGrid GRID = new SurfaceGrid(121, 101);
  private static final SurfacePlane UNIT = Surfaces.plane(0, 1, 0, 1);

  @Test
  void shouldKnowPlanes() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 100; i++) {
      double a = random.nextDouble(-9, 9);
      double b = random.nextDouble(-9, 9);
      double c = random.nextDouble(-9, 9);
      SurfacePlane plane = Surfaces.plane(-random.nextDouble(1, 9), 4, 2, random.nextDouble(3, 30));

      SurfaceStatistics figures = measure(plane, (s, t) -> a * s + b * t + c);

      double width = plane.uMaximum() - plane.uMinimum();
      double length = plane.vMaximum() - plane.vMinimum();
      double middle =
          a * (plane.uMinimum() + plane.uMaximum()) / 2
              + b * (plane.vMinimum() + plane.vMaximum()) / 2
              + c;
      double range = Math.abs(a) * width + Math.abs(b) * length;
      assertThat(figures.levels().maximum() - figures.levels().minimum())
          .isCloseTo((float) range, within((float) range * 1e-5f));
      assertThat(figures.mean()).isCloseTo(middle, within(1e-4 * range + 1e-4));
      assertThat(figures.roughness()).isCloseTo(Math.hypot(a, b), within(1e-3 * Math.hypot(a, b)));
      assertThat(figures.plateauShare()).isZero();
      assertThat(figures.peaks()).isZero();
      assertThat(figures.valleys()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 3", "4, 5", "7, 2"})
  void shouldCountTheHillsOfProductsOfSines(int a, int b) {
    SurfaceStatistics figures =
        measure(UNIT, (s, t) -> Math.sin(a * Math.PI * s) * Math.sin(b * Math.PI * t));

    assertThat(figures.peaks()).isEqualTo((a * b + 1) / 2);
    assertThat(figures.valleys()).isEqualTo(a * b / 2);
    double mean = a % 2 == 0 || b % 2 == 0 ? 0 : 4 / (Math.PI * Math.PI * a * b);
    assertThat(figures.mean()).isCloseTo(mean, within(0.02));
  }

  @ParameterizedTest
  @CsvSource({"1, -3, 5", "2, 0, 1", "5, 2, 2.5"})
  void shouldMeasureHowRoughWavesAre(int waves, double from, double to) {
    SurfacePlane plane = Surfaces.plane(0, 1, from, to);

    SurfaceStatistics figures = measure(plane, (s, _) -> 3 * Math.sin(2 * Math.PI * waves * s));

    assertThat(figures.roughness()).isCloseTo(3 * 4.0 * waves, within(0.02 * 12 * waves));
  }

  @Test
  void shouldGiveACupsSlopeInUnitsOfThePlane() {
    SurfacePlane plane = Surfaces.plane(-3, 3, -2, 2);

    SurfaceStatistics cone = measure(plane, (s, t) -> -2.5 * Math.hypot(s, t));
    SurfaceStatistics parabola = measure(plane, (s, _) -> s * s);

    assertThat(cone.roughness()).isCloseTo(2.5, within(0.01));
    assertThat(measure(plane, (s, t) -> -2.5 * Math.hypot(s, t)).peaks()).isEqualTo(1);
    assertThat(parabola.roughness()).isCloseTo(3, within(0.01));
  }

  @Test
  void shouldMeasurePlateaus() {
    SurfaceStatistics cliff = measure(UNIT, (s, _) -> Math.clamp((s - 0.4) / 0.2, 0.0, 1.0));
    SurfaceStatistics flat = measure(UNIT, (_, _) -> 0.7);

    assertThat(cliff.plateauShare()).isCloseTo(0.8, within(0.01));
    assertThat(cliff.roughness()).isCloseTo(1, within(1e-4));
    assertThat(flat.plateauShare()).isEqualTo(1);
    assertThat(flat.roughness()).isZero();
    assertThat(flat.mean()).isCloseTo(0.7, within(1e-6));
    assertThat(flat.peaks() + flat.valleys()).isZero();
  }

  @Test
  void shouldTakeALevelTopAsOnePeakAndNoneAtTheBorder() {
    DoubleBinaryOperator mesas =
        (s, t) ->
            Math.clamp(
                4 - 20 * Math.min(Math.hypot(s - 0.3, t - 0.3), Math.hypot(s - 0.7, t - 0.7)),
                0.0,
                1.0);
    DoubleBinaryOperator atBorder = (s, t) -> Math.clamp(4 - 10 * Math.hypot(s, t - 0.5), 0.0, 1.0);
    DoubleBinaryOperator ring = (s, t) -> -Math.abs(Math.hypot(s - 0.5, t - 0.5) - 0.3);

    assertThat(measure(UNIT, mesas).peaks()).isEqualTo(2);
    assertThat(measure(UNIT, mesas).valleys()).isZero();
    assertThat(measure(UNIT, atBorder).peaks()).isZero();
    assertThat(measure(UNIT, (s, t) -> Math.rint(4 * ring.applyAsDouble(s, t))).peaks())
        .isEqualTo(1);
    assertThat(measure(UNIT, ring).valleys()).isEqualTo(1);
  }

  /// Compares with the definition, point by point, on surfaces that have many plateaus.
  @ParameterizedTest
  @CsvSource({"19, 23", "66, 9", "67, 40", "2, 90", "90, 2", "131, 33", "3, 3"})
  void shouldCountAsDefined(int columns, int rows) {
    SplittableRandom random = new SplittableRandom(6);
    SurfaceGrid grid = new SurfaceGrid(columns, rows);
    SurfaceStatistics figures = new SurfaceStatistics(grid);
    for (int i = 0; i < 300; i++) {
      int heightCount = 2 + i % 5;
      float[] heights = new float[grid.points()];
      for (int p = 0; p < heights.length; p++) {
        heights[p] = random.nextInt(heightCount);
      }
      figures.measure(heights, UNIT);

      assertThat(figures.peaks()).isEqualTo(peaks(heights, grid, 1));
      assertThat(figures.valleys()).isEqualTo(peaks(heights, grid, -1));
    }
  }

  private static int peaks(float[] heights, SurfaceGrid grid, int sign) {
    boolean[] seen = new boolean[heights.length];
    int peaks = 0;
    for (int p = 0; p < heights.length; p++) {
      if (!seen[p]) {
        boolean[] outcome = {true};
        walk(heights, grid, sign, p, seen, outcome);
        peaks += outcome[0] ? 1 : 0;
      }
    }
    return peaks;
  }

  private static void walk(
      float[] heights, SurfaceGrid grid, int sign, int point, boolean[] seen, boolean[] isPeak) {
    seen[point] = true;
    for (int row = point / grid.columns() - 1; row <= point / grid.columns() + 1; row++) {
      for (int column = point % grid.columns() - 1;
          column <= point % grid.columns() + 1;
          column++) {
        if (row < 0 || column < 0 || row >= grid.rows() || column >= grid.columns()) {
          isPeak[0] = false;
          continue;
        }
        int next = row * grid.columns() + column;
        if (sign * heights[next] > sign * heights[point]) {
          isPeak[0] = false;
        } else if (heights[next] == heights[point] && !seen[next]) {
          walk(heights, grid, sign, next, seen, isPeak);
        }
      }
    }
  }

  @Test
  void shouldHaveNoFiguresWhereHeightsAreNoNumbers() {
    SurfaceStatistics figures = measure(UNIT, (s, t) -> s > 0.5 ? Double.NaN : t);

    assertThat(figures.mean()).isNaN();
    assertThat(figures.roughness()).isNaN();
    assertThat(figures.plateauShare()).isNaN();
    assertThat(figures.levels().maximum()).isEqualTo(1);
  }

  @Test
  void shouldMeasureTheLargestAndTheSmallestHeights() {
    SurfaceStatistics large = measure(UNIT, (s, _) -> 1e38 * s);
    SurfaceStatistics small = measure(UNIT, (s, _) -> 1e-36 * s);

    assertThat(large.roughness()).isCloseTo(1e38, within(1e35));
    assertThat(large.plateauShare()).isZero();
    assertThat(small.roughness()).isCloseTo(1e-36, within(1e-39));
  }

  @Test
  void shouldTakeLevels() {
    HeightLevels levels = new HeightLevels(new SurfaceGrid(2, 2));

    levels.quantize(new float[] {-1, 1, 0, 0.99f});

    byte[] bytes = new byte[6];
    levels.copyTo(bytes, 1);
    assertThat(bytes).containsExactly(0, 0, 255, 128, 254, 0);
    assertThat(Byte.toUnsignedInt(levels.levels()[1])).isEqualTo(HeightLevels.HIGHEST);
  }

  @Test
  void shouldRejectAnotherGrid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SurfaceStatistics(GRID).measure(new float[3], UNIT))
        .withMessageEndingWith("points=12221, heights=[3]");
  }

  private static SurfaceStatistics measure(SurfacePlane plane, DoubleBinaryOperator height) {
    SurfaceStatistics figures = new SurfaceStatistics(GRID);
    figures.measure(Surfaces.heights(GRID, plane, height), plane);
    return figures;
  }
}
