package dev.carve.core.evaluation;

import dev.carve.core.state.StateBuffer;
import java.nio.ByteBuffer;

/// Sums over the whole stream in which each example weighs less than the next by a constant factor.
///
/// Instead of shrinking all sums at every example, the weight of the next example grows; when it
/// gets large, everything is scaled down by a power of two, which is exact. The powers of that
/// growth are tabled, so that no example waits for the weight of the one before. Source: Gama,
/// Sebastião and Rodrigues, "On evaluating stream learning algorithms", Machine Learning 90, 2013.
final class FadingTally {
  private static final double GROWTH = 1 / 0.999;
  private static final double LARGE = 0x1p64;
  private static final int BLOCK = 64;
  private static final double[] POWERS = powers();
  private static final double[] SUMS = sums();

  private final double[] actual;
  private final double[] predicted;
  private double weight = 1;
  private double total;
  private double right;
  private double repeated;
  private double loss;

  FadingTally(int classes) {
    this.actual = new double[classes];
    this.predicted = new double[classes];
  }

  /// {@return GROWTH to the power of 0 to BLOCK, each a rounded product of the one before}
  private static double[] powers() {
    double[] powers = new double[BLOCK + 1];
    powers[0] = 1;
    for (int j = 1; j <= BLOCK; j++) {
      powers[j] = powers[j - 1] * GROWTH;
    }
    return powers;
  }

  /// {@return sums of the first 0 to BLOCK of these powers}
  private static double[] sums() {
    double[] sums = new double[BLOCK + 1];
    for (int j = 1; j <= BLOCK; j++) {
      sums[j] = sums[j - 1] + POWERS[j - 1];
    }
    return sums;
  }

  void add(JudgedExamples examples) {
    for (int from = 0; from < examples.size(); from += BLOCK) {
      int to = Math.min(from + BLOCK, examples.size());
      addBlock(examples, from, to);
      weight *= POWERS[to - from];
      if (weight > LARGE) {
        scaleDown();
      }
    }
  }

  private void addBlock(JudgedExamples examples, int from, int to) {
    int[] labels = examples.labels();
    int[] predictions = examples.predictions();
    int[] isRight = examples.right();
    int[] isRepeated = examples.repeated();
    float[] losses = examples.losses();
    double start = weight;
    double blockRight = 0;
    double blockRepeated = 0;
    double blockLoss = 0;
    for (int j = from; j < to; j++) {
      double power = POWERS[j - from];
      blockRight = Math.fma(power, isRight[j], blockRight);
      blockRepeated = Math.fma(power, isRepeated[j], blockRepeated);
      blockLoss = Math.fma(power, losses[j], blockLoss);
      actual[labels[j]] += start * power;
      predicted[predictions[j]] += start * power;
    }
    total += start * SUMS[to - from];
    right += start * blockRight;
    repeated += start * blockRepeated;
    loss += start * blockLoss;
  }

  private void scaleDown() {
    double factor = 1 / LARGE;
    weight *= factor;
    total *= factor;
    right *= factor;
    repeated *= factor;
    loss *= factor;
    for (int c = 0; c < actual.length; c++) {
      actual[c] *= factor;
      predicted[c] *= factor;
    }
  }

  PrequentialFigures figures() {
    double agreement = 0;
    for (int c = 0; c < actual.length; c++) {
      agreement += actual[c] * predicted[c];
    }
    return PrequentialFigures.of(
        total, right, repeated, total == 0 ? 0 : loss / total, agreement / (total * total));
  }

  static int stateBytes(int classes) {
    return (5 + 2 * classes) * Double.BYTES;
  }

  void write(ByteBuffer into) {
    into.putDouble(weight).putDouble(total).putDouble(right).putDouble(repeated).putDouble(loss);
    StateBuffer.put(into, actual);
    StateBuffer.put(into, predicted);
  }

  void read(ByteBuffer from) {
    weight = from.getDouble();
    total = from.getDouble();
    right = from.getDouble();
    repeated = from.getDouble();
    loss = from.getDouble();
    StateBuffer.get(from, actual);
    StateBuffer.get(from, predicted);
  }
}
