package dev.carve.core.evaluation;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Sums over the whole run.
final class OverallTally {
  private final long[] actual;
  private final long[] predicted;
  private long total;
  private long right;
  private long repeated;
  private double loss;

  OverallTally(int classes) {
    this.actual = new long[classes];
    this.predicted = new long[classes];
  }

  void add(int label, int prediction, boolean repeats, double exampleLoss) {
    total++;
    right += label == prediction ? 1 : 0;
    repeated += repeats ? 1 : 0;
    loss += exampleLoss;
    actual[label]++;
    predicted[prediction]++;
  }

  long total() {
    return total;
  }

  PrequentialFigures figures() {
    double agreement = 0;
    for (int c = 0; c < actual.length; c++) {
      agreement += (double) actual[c] * predicted[c];
    }
    double examples = total;
    return PrequentialFigures.of(
        examples,
        (double) right,
        (double) repeated,
        loss / examples,
        agreement / (examples * examples));
  }

  static int stateBytes(int classes) {
    return (4 + 2 * classes) * Long.BYTES;
  }

  void write(ByteBuffer into) {
    into.putLong(total).putLong(right).putLong(repeated).putDouble(loss);
    Arrays.stream(actual).forEach(into::putLong);
    Arrays.stream(predicted).forEach(into::putLong);
  }

  void read(ByteBuffer from) {
    total = from.getLong();
    right = from.getLong();
    repeated = from.getLong();
    loss = from.getDouble();
    Arrays.setAll(actual, _ -> from.getLong());
    Arrays.setAll(predicted, _ -> from.getLong());
  }
}
