package dev.carve.core.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.core.matrix.VectorUnit;
import java.util.List;
import java.util.SplittableRandom;

/// Compares the figures that are taken on the vector unit with their scalar reference, bit for bit,
/// on random surfaces: waves, plateaus, noise, surfaces of one height, of the largest and the
/// smallest numbers, and with infinities and NaN.
final class SweepAgreement {
  private static final float[] SPECIAL = {
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN,
    Float.intBitsToFloat(0xffc00000)
  };
  private static final float[] SCALES = {
    1f, 1f, 1f, 1e-3f, 1e6f, 3e-38f, 7 * Float.MIN_VALUE, 5e37f, 1.5e38f
  };

  private final SplittableRandom random;
  private final String trial;

  private SweepAgreement(int number) {
    this.random = new SplittableRandom(33 + number);
    this.trial = "trial %d".formatted(number);
  }

  public static void main(String[] arguments) {
    int trials = Integer.parseInt(arguments[0]);
    assertAgreement(trials);
    System.out.printf(
        "%d trials on vectors of %d bits agree%n", trials, VectorUnit.FLOATS.vectorBitSize());
  }

  static void assertAgreement(int trials) {
    for (int number = 0; number < trials; number++) {
      new SweepAgreement(number).assertSameFigures();
    }
  }

  private void assertSameFigures() {
    SurfaceGrid grid = new SurfaceGrid(side(), side());
    SurfaceStatistics scalar = new SurfaceStatistics(grid, new ScalarSweeps(grid));
    SurfaceStatistics vector = new SurfaceStatistics(grid);
    float width = random.nextInt(5) == 0 ? 1e-3f : 1 + random.nextInt(9);
    SurfacePlane plane = Surfaces.plane(-width, width / 2, -3, 1 + random.nextInt(40));
    for (int i = 0; i < 4; i++) {
      float[] heights = heights(grid);
      scalar.measure(heights, plane);
      vector.measure(heights, plane);
      assertSame(scalar, vector, grid);
    }
  }

  private int side() {
    return random.nextInt(8) == 0 ? 64 * (1 + random.nextInt(2)) + 2 : 2 + random.nextInt(90);
  }

  private void assertSame(SurfaceStatistics expected, SurfaceStatistics actual, SurfaceGrid grid) {
    assertThat(levels(actual, grid)).as(trial).isEqualTo(levels(expected, grid));
    assertThat(figures(actual)).as(trial).isEqualTo(figures(expected));
  }

  /* In boxes, where NaN equals itself and zero does not equal its negative. */
  private static List<Object> figures(SurfaceStatistics figures) {
    return List.of(
        figures.levels().minimum(),
        figures.levels().maximum(),
        figures.levels().isFinite(),
        figures.mean(),
        figures.roughness(),
        figures.plateauShare(),
        figures.peaks(),
        figures.valleys());
  }

  private static byte[] levels(SurfaceStatistics figures, SurfaceGrid grid) {
    byte[] levels = new byte[grid.points()];
    figures.levels().copyTo(levels, 0);
    return levels;
  }

  private float[] heights(SurfaceGrid grid) {
    float[] heights = new float[grid.points()];
    int kind = random.nextInt(5);
    double a = random.nextDouble(0.02, 1);
    double b = random.nextDouble(0.02, 1);
    float scale = SCALES[random.nextInt(SCALES.length)];
    float lift = random.nextInt(3) == 0 ? random.nextInt(-100, 100) : 0;
    for (int i = 0; i < heights.length; i++) {
      int row = i / grid.columns();
      double wave = Math.sin(a * (i % grid.columns())) * Math.cos(b * row);
      double height =
          switch (kind) {
            case 0 -> wave;
            case 1 -> Math.clamp(3 * wave, -1.0, 1.0);
            case 2 -> random.nextInt(3) - 1;
            case 3 -> random.nextGaussian() / 4;
            default -> -0.25;
          };
      heights[i] = (float) height * scale + lift;
    }
    int specials = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0;
    for (int i = 0; i < specials; i++) {
      heights[random.nextInt(heights.length)] = SPECIAL[random.nextInt(SPECIAL.length)];
    }
    return heights;
  }
}
