package dev.carve.core.evaluation;

import dev.carve.core.state.StateBuffer;
import java.nio.ByteBuffer;

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

  void add(JudgedExamples examples) {
    int[] labels = examples.labels();
    int[] predictions = examples.predictions();
    int n = examples.size();
    for (int j = 0; j < n; j++) {
      actual[labels[j]]++;
      predicted[predictions[j]]++;
    }
    total += n;
    right += sum(examples.right(), n);
    repeated += sum(examples.repeated(), n);
    loss += examples.lossSum();
  }

  private static int sum(int[] values, int n) {
    int sum = 0;
    for (int j = 0; j < n; j++) {
      sum += values[j];
    }
    return sum;
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
    StateBuffer.put(into, actual);
    StateBuffer.put(into, predicted);
  }

  void read(ByteBuffer from) {
    total = from.getLong();
    right = from.getLong();
    repeated = from.getLong();
    loss = from.getDouble();
    StateBuffer.get(from, actual);
    StateBuffer.get(from, predicted);
  }
}
