package dev.carve.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScalarKernelsTest {
  private final SplittableRandom random = new SplittableRandom(11);

  @Test
  void shouldMultiplyAsTheDefinitionSays() {
    for (int rows : new int[] {1, 2, 3, 8}) {
      for (int inner : new int[] {0, 1, 5, 32}) {
        for (int columns : new int[] {1, 3, 4, 9, 32}) {
          assertProduct(rows, inner, columns, inner + 2, 1);
          assertProduct(rows, inner, columns, 1, rows + 1);
        }
      }
    }
  }

  private void assertProduct(int rows, int inner, int columns, int rowStride, int columnStride) {
    int aOffset = 3;
    int cOffset = 5;
    float[] a = numbers(aOffset + rows * rowStride + inner * columnStride);
    float[] b = numbers(inner * columns);
    float[] c = numbers(cOffset + rows * columns + 7);
    float[] expected = c.clone();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        for (int k = 0; k < inner; k++) {
          float left = a[aOffset + i * rowStride + k * columnStride];
          int at = cOffset + i * columns + j;
          expected[at] = Math.fma(left, b[k * columns + j], expected[at]);
        }
      }
    }

    ScalarKernels.INSTANCE.multiplyAdd(
        a, aOffset, rowStride, columnStride, b, c, cOffset, rows, inner, columns);

    assertThat(c).as("rows=%d, inner=%d, columns=%d", rows, inner, columns).isEqualTo(expected);
  }

  @Test
  void shouldTranspose() {
    float[] into = new float[6];
    ScalarKernels.INSTANCE.transpose(new float[] {1, 2, 3, 4, 5, 6}, 2, 3, into);
    assertThat(into).containsExactly(1, 4, 2, 5, 3, 6);
  }

  private float[] numbers(int length) {
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
