package dev.carve.core.evaluation;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Sums over the whole stream in which each example weighs less than the next by a constant factor.
///
/// Instead of shrinking all sums at every example, the weight of the next example grows; when it
/// gets large, everything is scaled down by a power of two, which is exact. Source: Gama, Sebastião
/// and Rodrigues, "On evaluating stream learning algorithms", Machine Learning 90, 2013.
final class FadingTally {
  private static final double GROWTH = 1 / 0.999;
  private static final double LARGE = 0x1p64;

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

  void add(int label, int prediction, boolean repeats, double exampleLoss) {
    total += weight;
    if (label == prediction) {
      right += weight;
    }
    if (repeats) {
      repeated += weight;
    }
    loss = Math.fma(weight, exampleLoss, loss);
    actual[label] += weight;
    predicted[prediction] += weight;
    weight *= GROWTH;
    if (weight > LARGE) {
      scaleDown();
    }
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
    Arrays.stream(actual).forEach(into::putDouble);
    Arrays.stream(predicted).forEach(into::putDouble);
  }

  void read(ByteBuffer from) {
    weight = from.getDouble();
    total = from.getDouble();
    right = from.getDouble();
    repeated = from.getDouble();
    loss = from.getDouble();
    Arrays.setAll(actual, _ -> from.getDouble());
    Arrays.setAll(predicted, _ -> from.getDouble());
  }
}
