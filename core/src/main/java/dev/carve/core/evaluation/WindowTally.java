package dev.carve.core.evaluation;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Sums over the last 10,000 examples.
///
/// Labels and predictions of the window lie in a ring, packed into as few bits as the classes need,
/// so that two classes take 2.5 kB; the counts follow from them. Losses are kept as sums of blocks
/// of 100 ring places; a block is emptied as a whole when the ring comes round to it, so the mean
/// loss covers the last 9,901 to 10,000 examples.
final class WindowTally {
  static final int SIZE = 10_000;
  private static final int BLOCK = 100;

  private final int bits;
  private final long[] ring;
  private final double[] losses = new double[SIZE / BLOCK];
  private final int[] actual;
  private final int[] predicted;
  private int size;
  private int next;
  private int labelBefore = -1;
  private int right;
  private int repeated;

  WindowTally(int classes) {
    this.bits = bitsFor(classes);
    this.ring = new long[words(classes)];
    this.actual = new int[classes];
    this.predicted = new int[classes];
  }

  /* A power of two, so that no entry lies across two words. */
  private static int bitsFor(int classes) {
    int needed = Integer.SIZE - Integer.numberOfLeadingZeros(classes - 1);
    return needed == 1 ? 1 : Integer.highestOneBit(needed - 1) << 1;
  }

  private static int words(int classes) {
    int entriesPerWord = Long.SIZE / (2 * bitsFor(classes));
    return Math.ceilDiv(SIZE, entriesPerWord);
  }

  void add(int label, int prediction, boolean repeats, double loss) {
    if (size == SIZE) {
      forgetOldest();
    } else {
      size++;
    }
    put(next, label, prediction);
    count(label, prediction, repeats, 1);
    if (next % BLOCK == 0) {
      losses[next / BLOCK] = 0;
    }
    losses[next / BLOCK] += loss;
    next = next + 1 == SIZE ? 0 : next + 1;
  }

  private void forgetOldest() {
    int label = label(next);
    count(label, prediction(next), label == labelBefore, -1);
    labelBefore = label;
  }

  private void count(int label, int prediction, boolean repeats, int step) {
    actual[label] += step;
    predicted[prediction] += step;
    right += label == prediction ? step : 0;
    repeated += repeats ? step : 0;
  }

  private void put(int place, int label, int prediction) {
    int entryBits = 2 * bits;
    int bit = place * entryBits;
    long mask = ((1L << entryBits) - 1) << bit;
    long entry = ((long) label << bits | prediction) << bit;
    ring[bit / Long.SIZE] = (ring[bit / Long.SIZE] & ~mask) | entry;
  }

  private int label(int place) {
    return field(place * 2 * bits + bits);
  }

  private int prediction(int place) {
    return field(place * 2 * bits);
  }

  private int field(int bit) {
    return (int) (ring[bit / Long.SIZE] >>> bit) & ((1 << bits) - 1);
  }

  PrequentialFigures figures() {
    if (size == 0) {
      return PrequentialFigures.NONE;
    }
    long agreement = 0;
    for (int c = 0; c < actual.length; c++) {
      agreement += (long) actual[c] * predicted[c];
    }
    double loss = 0;
    for (double block : losses) {
      loss += block;
    }
    int filled = next % BLOCK == 0 ? BLOCK : next % BLOCK;
    int lossExamples = size < SIZE ? size : SIZE - BLOCK + filled;
    double total = size;
    return PrequentialFigures.of(
        total, right, repeated, loss / lossExamples, agreement / (total * total));
  }

  static int stateBytes(int classes) {
    return 3 * Integer.BYTES + (words(classes) + SIZE / BLOCK) * Long.BYTES;
  }

  void write(ByteBuffer into) {
    into.putInt(size).putInt(next).putInt(labelBefore);
    for (long word : ring) {
      into.putLong(word);
    }
    for (double loss : losses) {
      into.putDouble(loss);
    }
  }

  void read(ByteBuffer from) {
    size = from.getInt();
    next = from.getInt();
    labelBefore = from.getInt();
    Arrays.setAll(ring, _ -> from.getLong());
    Arrays.setAll(losses, _ -> from.getDouble());
    recount();
  }

  private void recount() {
    Arrays.fill(actual, 0);
    Arrays.fill(predicted, 0);
    right = 0;
    repeated = 0;
    int previous = labelBefore;
    for (int i = 0; i < size; i++) {
      int place = size < SIZE ? i : (next + i) % SIZE;
      int label = label(place);
      count(label, prediction(place), label == previous, 1);
      previous = label;
    }
  }
}
