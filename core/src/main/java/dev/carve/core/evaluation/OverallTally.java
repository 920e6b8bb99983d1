package dev.carve.core.evaluation;

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
    int addedRight = 0;
    int addedRepeated = 0;
    int before = examples.labelBefore(0);
    for (int j = 0; j < n; j++) {
      int label = labels[j];
      int prediction = predictions[j];
      addedRight += label == prediction ? 1 : 0;
      addedRepeated += label == before ? 1 : 0;
      actual[label]++;
      predicted[prediction]++;
      before = label;
    }
    total += n;
    right += addedRight;
    repeated += addedRepeated;
    loss += examples.lossSum();
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
    into.asLongBuffer().put(actual).put(predicted);
    into.position(into.position() + 2 * actual.length * Long.BYTES);
  }

  void read(ByteBuffer from) {
    total = from.getLong();
    right = from.getLong();
    repeated = from.getLong();
    loss = from.getDouble();
    from.asLongBuffer().get(actual).get(predicted);
    from.position(from.position() + 2 * actual.length * Long.BYTES);
  }
}
