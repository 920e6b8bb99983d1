package dev.carve.core.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossSectionTest {
  private static final SurfaceGrid GRID = new SurfaceGrid(97, 65);
  private static final SurfacePlane PLANE = Surfaces.plane(-3, 3, -2, 2);
  private static final double CELL = 6.0 / 96;

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 1.7})
  void shouldDrawCircles(double radius) {
    float[] heights = Surfaces.heights(GRID, PLANE, (s, t) -> -s * s - t * t);

    CrossSection section = CrossSection.of(heights, GRID, PLANE, (float) (-radius * radius));

    assertThat(section.lines()).hasSize(1);
    ContourLine circle = section.lines().getFirst();
    assertThat(circle.isClosed()).isTrue();
    assertThat(length(circle)).isCloseTo(2 * Math.PI * radius, within(CELL * CELL / radius * 4));
    for (int i = 0; i < circle.coordinates().length; i += 2) {
      double distance = Math.hypot(circle.coordinates()[i], circle.coordinates()[i + 1]);
      assertThat(distance).isCloseTo(radius, within(CELL * CELL / radius / 4));
    }
    assertThat(section.shareAbove()).isCloseTo(Math.PI * radius * radius / 24, within(0.001));
  }

  @Test
  void shouldDrawTheLinesOfPlanes() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 200; i++) {
      double angle = random.nextDouble(2 * Math.PI);
      double a = Math.cos(angle);
      double b = Math.sin(angle);
      double offset = random.nextDouble(-1, 1);
      float[] heights = Surfaces.heights(GRID, PLANE, (s, t) -> a * s + b * t - offset);
      float[] expected = new Tilt(-offset, a, b).zeroLine(PLANE);

      CrossSection section = CrossSection.of(heights, GRID, PLANE, 0);

      assertThat(section.lines()).hasSize(1);
      ContourLine line = section.lines().getFirst();
      assertThat(line.isClosed()).isFalse();
      double length = Math.hypot(expected[2] - expected[0], expected[3] - expected[1]);
      assertThat(length(line)).isCloseTo(length, within(1e-4));
      for (int p = 0; p < line.coordinates().length; p += 2) {
        double height = a * line.coordinates()[p] + b * line.coordinates()[p + 1] - offset;
        assertThat(height).isCloseTo(0, within(1e-5));
      }
    }
  }

  @Test
  void shouldKnowHowMuchOfAPlaneIsAbove() {
    float[] heights = Surfaces.heights(GRID, PLANE, (s, t) -> s + t);

    assertThat(CrossSection.of(heights, GRID, PLANE, 0).shareAbove()).isCloseTo(0.5, within(1e-6));
    assertThat(CrossSection.of(heights, GRID, PLANE, 3).shareAbove())
        .isCloseTo(2.0 / 24, within(1e-6));
    assertThat(CrossSection.of(heights, GRID, PLANE, 6).shareAbove()).isZero();
    assertThat(CrossSection.of(heights, GRID, PLANE, -6).shareAbove()).isEqualTo(1);
    assertThat(CrossSection.of(heights, GRID, PLANE, -6).lines()).isEmpty();
  }

  @Test
  void shouldJoinTheCornersThatTheSaddleJoins() {
    SurfaceGrid cell = new SurfaceGrid(2, 2);
    SurfacePlane unit = Surfaces.plane(0, 1, 0, 1);

    CrossSection joined = CrossSection.of(new float[] {1, -0.5f, -0.5f, 1}, cell, unit, 0);
    CrossSection parted = CrossSection.of(new float[] {0.5f, -1, -1, 0.5f}, cell, unit, 0);
    CrossSection other = CrossSection.of(new float[] {-1, 0.5f, 0.5f, -1}, cell, unit, 0);

    assertThat(joined.lines()).hasSize(2);
    assertThat(joined.shareAbove()).isCloseTo(1 - 1.0 / 9, within(1e-6));
    assertThat(parted.lines()).hasSize(2);
    assertThat(parted.shareAbove()).isCloseTo(1.0 / 9, within(1e-6));
    assertThat(other.shareAbove()).isCloseTo(1.0 / 9, within(1e-6));
  }

  /// Lines of a surface never cross, so each of its crossings lies on one line only.
  @Test
  void shouldPutEveryCrossingOnOneLine() {
    SplittableRandom random = new SplittableRandom(4);
    SurfaceGrid grid = new SurfaceGrid(23, 17);
    for (int i = 0; i < 200; i++) {
      float[] heights = new float[grid.points()];
      for (int p = 0; p < heights.length; p++) {
        heights[p] = i % 2 == 0 ? (float) random.nextGaussian() : random.nextInt(3) - 1;
      }

      CrossSection section = CrossSection.of(heights, grid, PLANE, 0);

      int points = 0;
      for (ContourLine line : section.lines()) {
        assertThat(line.coordinates()).hasSizeGreaterThan(3);
        points += line.coordinates().length / 2;
        if (!line.isClosed()) {
          assertThat(isAtBorder(line, 0)).isTrue();
          assertThat(isAtBorder(line, line.coordinates().length - 2)).isTrue();
        }
      }
      assertThat(points).isEqualTo(crossings(heights, grid));
      assertThat(section.shareAbove()).isBetween(0.0, 1.0);
    }
  }

  private static int crossings(float[] heights, SurfaceGrid grid) {
    int crossings = 0;
    for (int p = 0; p < heights.length; p++) {
      boolean isLastColumn = p % grid.columns() == grid.columns() - 1;
      if (!isLastColumn && heights[p] >= 0 != heights[p + 1] >= 0) {
        crossings++;
      }
      int above = p + grid.columns();
      if (above < heights.length && heights[p] >= 0 != heights[above] >= 0) {
        crossings++;
      }
    }
    return crossings;
  }

  private static boolean isAtBorder(ContourLine line, int at) {
    float s = line.coordinates()[at];
    float t = line.coordinates()[at + 1];
    return Math.abs(s) == 3 || Math.abs(t) == 2;
  }

  @Test
  void shouldTakeWhatIsNoNumberAsBelow() {
    float[] heights = Surfaces.heights(GRID, PLANE, (s, _) -> s > 0 ? 1 : Double.NaN);

    CrossSection section = CrossSection.of(heights, GRID, PLANE, 0.5f);

    assertThat(section.lines()).hasSize(1);
    assertThat(section.lines().getFirst().coordinates()).doesNotContain(Float.NaN);
    assertThat(section.shareAbove()).isCloseTo(0.5, within(0.01));
  }

  @Test
  void shouldRejectAHeightThatIsNoNumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CrossSection.of(new float[GRID.points()], GRID, PLANE, Float.NaN))
        .withMessageEndingWith("height=NaN");
  }

  private static double length(ContourLine line) {
    float[] points = line.coordinates();
    double length = 0;
    for (int i = 2; i < points.length; i += 2) {
      length += Math.hypot(points[i] - points[i - 2], points[i + 1] - points[i - 1]);
    }
    if (line.isClosed()) {
      int last = points.length - 2;
      length += Math.hypot(points[0] - points[last], points[1] - points[last + 1]);
    }
    return length;
  }
}
