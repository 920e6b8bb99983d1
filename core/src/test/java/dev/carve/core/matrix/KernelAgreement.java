package dev.carve.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;

/// Compares every kernel on the vector unit with its scalar reference, bit for bit, on random
/// shapes and on numbers that include subnormal ones, infinities and NaN.
final class KernelAgreement {
  private static final int PANEL = Kernels.PANEL;
  private static final float[] SPECIAL = {
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    1e-39f,
    -Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN,
    8f,
    -8.5f,
    88.9f,
    -87.5f,
    -103.9f,
    -105f
  };

  private final Kernels scalar = new ScalarKernels();
  private final Kernels vector = new VectorKernels();
  private final SplittableRandom random;
  private final int specialShare;
  private final String trial;

  private KernelAgreement(int number) {
    this.random = new SplittableRandom(21 + number);
    this.specialShare = number % 3 == 0 ? 40 : Integer.MAX_VALUE;
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
      KernelAgreement agreement = new KernelAgreement(number);
      agreement.assertSameArrangement();
      agreement.assertSameDistances();
      agreement.assertSameProducts();
      agreement.assertSameGradients();
      agreement.assertSameFunctions();
      agreement.assertSameProbabilities();
      agreement.assertSameNorm();
    }
  }

  private void assertSameArrangement() {
    int n = 1 + random.nextInt(40);
    int units = 1 + random.nextInt(random.nextInt(4) == 0 ? 70 : 20);
    float[] rows = numbers(n * units);
    float[] expected = numbers(Kernels.panels(n) * units * PANEL);
    float[] actual = expected.clone();
    scalar.toPanels(rows, n, units, expected);
    vector.toPanels(rows, n, units, actual);
    assertThat(actual).as(trial).isEqualTo(expected);
    vector.toRows(expected, n, units, actual);
    assertThat(java.util.Arrays.copyOf(actual, n * units)).as(trial).isEqualTo(rows);
  }

  private void assertSameDistances() {
    int n = random.nextInt(12);
    int units = 1 + random.nextInt(70);
    float[] rows = numbers(n * units);
    double[] origins = doubles(units);
    double[][] expected = {doubles(units), doubles(units)};
    double[][] actual = {expected[0].clone(), expected[1].clone()};
    scalar.addDistances(rows, n, units, origins, expected[0], expected[1]);
    vector.addDistances(rows, n, units, origins, actual[0], actual[1]);
    assertThat(actual[0]).as(trial).isEqualTo(expected[0]);
    assertThat(actual[1]).as(trial).isEqualTo(expected[1]);
    float[] standardized = rows.clone();
    vector.standardize(standardized, n, units, origins, actual[0], standardized);
    scalar.standardize(rows, n, units, origins, expected[0], rows);
    assertThat(standardized).as(trial).isEqualTo(rows);
  }

  private double[] doubles(int length) {
    double[] doubles = new double[length];
    float[] floats = numbers(length);
    for (int i = 0; i < length; i++) {
      doubles[i] = floats[i] * (1 + 1e-9 * random.nextInt(9));
    }
    return doubles;
  }

  private void assertSameProducts() {
    int rows = 1 + random.nextInt(random.nextInt(4) == 0 ? 40 : 14);
    int inner = 1 + random.nextInt(random.nextInt(50) == 0 ? 700 : 40);
    int count = 1 + random.nextInt(4);
    int offset = random.nextInt(3);
    MatrixLayout layout = MatrixLayout.rowMajor(offset, rows, inner);
    float[] parameters = numbers(offset + rows * inner + rows);
    float[] b = numbers(count * inner * PANEL);
    float[] expected = numbers(count * rows * PANEL);
    float[] actual = expected.clone();
    int biases = offset + rows * inner;
    scalar.affine(parameters, layout, biases, b, count, expected);
    vector.affine(parameters, layout, biases, b, count, actual);
    assertThat(actual).as("%s, affine %s", trial, layout).isEqualTo(expected);

    float[] back = numbers(count * inner * PANEL);
    float[] expectedBack = back.clone();
    scalar.multiply(parameters, layout.transposed(), actual, count, expectedBack);
    vector.multiply(parameters, layout.transposed(), actual, count, back);
    assertThat(back).as("%s, multiply %s", trial, layout.transposed()).isEqualTo(expectedBack);
  }

  private void assertSameGradients() {
    int units = 1 + random.nextInt(random.nextInt(4) == 0 ? 70 : 14);
    int inputs = 1 + random.nextInt(80);
    int n = 1 + random.nextInt(70);
    int count = Kernels.panels(n);
    int offset = random.nextInt(3);
    float[] delta = new float[count * units * PANEL];
    scalar.toPanels(numbers(n * units), n, units, delta);
    float[] panels = numbers(count * inputs * PANEL);
    float[] expected = numbers(offset + units * (inputs + 1) + 2);
    float[] actual = expected.clone();
    scalar.correlate(delta, units, panels, inputs, count, expected, offset);
    vector.correlate(delta, units, panels, inputs, count, actual, offset);
    assertThat(actual)
        .as("%s, correlate units=%d, inputs=%d, n=%d", trial, units, inputs, n)
        .isEqualTo(expected);

    if (inputs >= PANEL) {
      scalar.accumulate(delta, units, panels, inputs, n, expected, offset);
      vector.accumulate(delta, units, panels, inputs, n, actual, offset);
      assertThat(actual)
          .as("%s, accumulate units=%d, inputs=%d, n=%d", trial, units, inputs, n)
          .isEqualTo(expected);

      float[] rows = numbers(n * inputs);
      scalar.accumulateRows(delta, units, rows, inputs, n, expected, offset);
      vector.accumulateRows(delta, units, rows, inputs, n, actual, offset);
      assertThat(actual)
          .as("%s, accumulateRows units=%d, inputs=%d, n=%d", trial, units, inputs, n)
          .isEqualTo(expected);
    }
  }

  private void assertSameFunctions() {
    int length = PANEL * (1 + random.nextInt(6));
    for (ElementaryFunction function : ElementaryFunction.values()) {
      float[] expected = numbers(length);
      for (int i = 0; i < length; i += 3) {
        expected[i] *= 30;
      }
      float[] actual = expected.clone();
      scalar.apply(function, expected, length);
      vector.apply(function, actual, length);
      assertThat(actual).as("%s, %s", trial, function).isEqualTo(expected);

      float[] expectedDelta = numbers(length);
      float[] actualDelta = expectedDelta.clone();
      scalar.differentiate(function, expected, expectedDelta, length);
      vector.differentiate(function, expected, actualDelta, length);
      assertThat(actualDelta).as("%s, derivative of %s", trial, function).isEqualTo(expectedDelta);
    }
  }

  private void assertSameProbabilities() {
    int units = 2 + random.nextInt(12);
    int count = 1 + random.nextInt(3);
    float[] expected = numbers(count * units * PANEL);
    float[] actual = expected.clone();
    scalar.softmax(expected, units, count);
    vector.softmax(actual, units, count);
    assertThat(actual).as("%s, softmax", trial).isEqualTo(expected);

    int lanes = count * PANEL;
    int[] labels = random.ints(lanes, 0, units).toArray();
    int[] expectedPredictions = new int[lanes];
    int[] predictions = new int[lanes];
    float[] expectedLosses = new float[lanes];
    float[] losses = new float[lanes];
    scalar.judge(expected, units, count, labels, expectedPredictions, expectedLosses);
    vector.judge(expected, units, count, labels, predictions, losses);
    assertThat(predictions).as("%s, predictions", trial).isEqualTo(expectedPredictions);
    assertThat(losses).as("%s, losses", trial).isEqualTo(expectedLosses);
  }

  private void assertSameNorm() {
    float[] values = numbers(random.nextInt(300));
    assertThat(vector.areFinite(values, values.length))
        .as(trial)
        .isEqualTo(scalar.areFinite(values, values.length));
    assertThat(Double.valueOf(vector.norm(values)))
        .as(trial)
        .isEqualTo(Double.valueOf(scalar.norm(values)));
  }

  private float[] numbers(int length) {
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
