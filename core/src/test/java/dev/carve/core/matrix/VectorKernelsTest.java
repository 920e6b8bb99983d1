package dev.carve.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VectorKernelsTest {
  private static final float[] SPECIAL = {
    0f,
    -0f,
    Float.MIN_VALUE,
    -1e-40f,
    Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  private final SplittableRandom random = new SplittableRandom(21);
  private final Kernels vectorKernels = new VectorKernels();

  @Test
  void shouldGiveTheBitsOfTheScalarKernels() {
    for (int trial = 0; trial < 3_000; trial++) {
      int rows = 1 + random.nextInt(12);
      int inner = random.nextInt(trial % 50 == 0 ? 700 : 40);
      int columns = 1 + random.nextInt(70);
      boolean transposed = random.nextBoolean();
      int rowStride = transposed ? 1 : inner + random.nextInt(3);
      int columnStride = transposed ? rows + random.nextInt(3) : 1;
      int share = trial % 3 == 0 ? 40 : Integer.MAX_VALUE;
      float[] a = numbers(2 + rows * rowStride + inner * columnStride, share);
      float[] b = numbers(inner * columns, share);
      float[] expected = numbers(3 + rows * columns + 5, share);
      float[] actual = expected.clone();

      ScalarKernels.INSTANCE.multiplyAdd(
          a, 2, rowStride, columnStride, b, expected, 3, rows, inner, columns);
      vectorKernels.multiplyAdd(a, 2, rowStride, columnStride, b, actual, 3, rows, inner, columns);

      assertThat(actual)
          .as("trial=%d, rows=%d, inner=%d, columns=%d", trial, rows, inner, columns)
          .isEqualTo(expected);
    }
  }

  @Test
  void shouldBePreferredWhereTheModuleIsThere() {
    assertThat(Kernels.preferred()).isInstanceOf(VectorKernels.class);
  }

  @Test
  void shouldTranspose() {
    for (int rows : new int[] {1, 7, 8, 19}) {
      for (int columns : new int[] {1, 8, 33}) {
        float[] from = numbers(rows * columns, Integer.MAX_VALUE);
        float[] into = new float[from.length];
        vectorKernels.transpose(from, rows, columns, into);
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < columns; j++) {
            assertThat(into[j * rows + i]).isEqualTo(from[i * columns + j]);
          }
        }
      }
    }
  }

  private float[] numbers(int length, int specialShare) {
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] =
          random.nextInt(specialShare) == 0
              ? SPECIAL[random.nextInt(SPECIAL.length)]
              : (float) random.nextGaussian();
    }
    return numbers;
  }
}
